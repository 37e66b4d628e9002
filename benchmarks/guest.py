"""An instance in the middle of a resize, with two NUMA nodes and PCI devices, of any classes."""

from __future__ import annotations

import datetime
from typing import Any, Final

_WHEN: Final = datetime.datetime(2024, 5, 1, 12, 30, 15, tzinfo=datetime.UTC)
_ROW: Final = {"created_at": _WHEN, "updated_at": _WHEN, "deleted_at": None, "deleted": False}
_USER: Final = "5f0d6ae3b6a24f6d8f6f0b7a3c3c0b5e"
PROJECT: Final = "c36bdd0c9f5b4a0a93d2a4f5b2ef1c71"
_KEY: Final = "ssh-rsa " + "AAAAB3NzaC1yc2EA" * 23 + " someone@example.org"


def uuid(number: int) -> str:
    """One of the names that the instance and what belongs to it have."""
    return f"0b3f7c52-6f0e-4c1d-9a55-{number:012x}"


_COLUMNS: Final[dict[str, Any]] = {
    **_ROW,
    "id": 4711,
    "uuid": uuid(1),
    "user_id": _USER,
    "project_id": PROJECT,
    "image_ref": uuid(2),
    "kernel_id": "",
    "ramdisk_id": "",
    "hostname": "vnf-1",
    "launch_index": 0,
    "key_name": "operator",
    "key_data": _KEY,
    "power_state": 1,
    "vm_state": "resized",
    "task_state": None,
    "memory_mb": 16_384,
    "vcpus": 8,
    "root_gb": 40,
    "ephemeral_gb": 0,
    "ephemeral_key_uuid": None,
    "host": "compute-1.example.org",
    "node": "compute-1.example.org",
    "compute_id": 17,
    "instance_type_id": 7,
    "user_data": "I2Nsb3VkLWNvbmZpZwpwYWNrYWdlczoKIC0gZHBkawo=",
    "reservation_id": "r-8q3v0x2k",
    "launched_at": _WHEN,
    "terminated_at": None,
    "availability_zone": "az-1",
    "display_name": "vnf-1",
    "display_description": "vnf-1",
    "launched_on": "compute-1.example.org",
    "locked": False,
    "locked_by": None,
    "os_type": "linux",
    "architecture": "x86_64",
    "vm_mode": "hvm",
    "root_device_name": "/dev/vda",
    "default_ephemeral_device": None,
    "default_swap_device": None,
    "config_drive": "True",
    "access_ip_v4": "192.0.2.10",
    "access_ip_v6": None,
    "auto_disk_config": False,
    "progress": 0,
    "shutdown_terminate": False,
    "disable_terminate": False,
    "cell_name": None,
    "cleaned": False,
    "hidden": False,
}
"""The columns of the table of instances."""


def stored(objects: Any, network_info: Any) -> Any:
    """The instance as the database gives it: nothing has changed.

    Args:
        objects: has the classes of Nova as attributes.
        network_info: what the cache of the instance holds, in the form of these classes.
    """
    found = objects.Instance(**_COLUMNS, **_joined(objects, network_info))
    found.obj_reset_changes(recursive=True)
    return found


def _joined(objects: Any, network_info: Any) -> dict[str, Any]:
    """What other tables and the blobs of the instance hold."""
    return {
        "metadata": {"role": "vnf", "owner": "networking"},
        "system_metadata": _system_metadata(),
        "info_cache": objects.InstanceInfoCache(
            **_ROW, instance_uuid=uuid(1), network_info=network_info
        ),
        "security_groups": _security_groups(objects),
        "fault": None,
        "services": objects.ServiceList(objects=[]),
        "pci_devices": _pci_devices(objects),
        "numa_topology": _numa(objects),
        "pci_requests": _pci_requests(objects),
        "device_metadata": objects.InstanceDeviceMetadata(devices=[_interface(objects, 1)]),
        "tags": objects.TagList(objects=[objects.Tag(resource_id=uuid(1), tag="production")]),
        "flavor": _flavor(objects, 7, "nfv.large"),
        "old_flavor": _flavor(objects, 6, "nfv.medium"),
        "new_flavor": _flavor(objects, 7, "nfv.large"),
        "vcpu_model": _vcpu_model(objects),
        "ec2_ids": objects.EC2Ids(
            instance_id="i-00001267", ami_id="ami-00000003", kernel_id=None, ramdisk_id=None
        ),
        "migration_context": _migration_context(objects),
        "keypairs": objects.KeyPairList(objects=[_keypair(objects)]),
        "trusted_certs": objects.TrustedCerts(ids=[uuid(4), uuid(5)]),
        "resources": objects.ResourceList(objects=[]),
    }


def _system_metadata() -> dict[str, str]:
    image = {
        "base_image_ref": uuid(2),
        "container_format": "bare",
        "disk_format": "qcow2",
        "min_disk": "40",
        "min_ram": "0",
        "hw_disk_bus": "virtio",
        "hw_vif_model": "virtio",
        "hw_machine_type": "q35",
        "hw_cdrom_bus": "sata",
        "hw_video_model": "virtio",
        "os_distro": "debian",
    }
    names = {"owner_user_name": "operator", "owner_project_name": "nfv"}
    return {f"image_{name}": value for name, value in image.items()} | names


def _numa(objects: Any) -> Any:
    return objects.InstanceNUMATopology(
        instance_uuid=uuid(1),
        emulator_threads_policy="share",
        cells=[_cell(objects, 0), _cell(objects, 1)],
    )


def _cell(objects: Any, number: int) -> Any:
    cpus = range(4 * number, 4 * number + 4)
    return objects.InstanceNUMACell(
        id=number,
        cpuset=set(),
        pcpuset=set(cpus),
        memory=8192,
        pagesize=1_048_576,
        cpu_pinning_raw={str(cpu): cpu + 20 for cpu in cpus},
        cpu_topology=objects.VirtCPUTopology(sockets=1, cores=2, threads=2),
        cpu_policy="dedicated",
        cpu_thread_policy="require",
        cpuset_reserved={number},
    )


def _pci_devices(objects: Any) -> Any:
    return objects.PciDeviceList(objects=[_pci_device(objects, 1), _pci_device(objects, 2)])


def _pci_device(objects: Any, number: int) -> Any:
    return objects.PciDevice(
        **_ROW,
        id=number,
        uuid=uuid(30 + number),
        compute_node_id=17,
        address=f"0000:81:0{number}.0",
        vendor_id="8086",
        product_id="154c",
        dev_type="type-VF",
        status="allocated",
        dev_id=f"pci_0000_81_0{number}_0",
        label="label_8086_154c",
        instance_uuid=uuid(1),
        request_id=uuid(40 + number),
        numa_node=number - 1,
        parent_addr="0000:81:00.0",
        extra_info={"capabilities": '{"network": ["rx", "tx", "sg"]}', "physical_network": "data"},
    )


def _pci_requests(objects: Any) -> Any:
    requests = [
        objects.InstancePCIRequest(
            count=1,
            spec=[{"vendor_id": "8086", "product_id": "154c", "physical_network": "data"}],
            alias_name=None,
            is_new=False,
            request_id=uuid(40 + number),
            requester_id=uuid(20 + number),
            numa_policy="required",
        )
        for number in (1, 2)
    ]
    return objects.InstancePCIRequests(instance_uuid=uuid(1), requests=requests)


def _interface(objects: Any, number: int) -> Any:
    return objects.NetworkInterfaceMetadata(
        mac=f"fa:16:3e:00:00:{number:02x}",
        vlan=100,
        vf_trusted=False,
        bus=objects.PCIDeviceBus(address=f"0000:00:0{number}.0"),
        tags=["data"],
    )


def _flavor(objects: Any, number: int, name: str) -> Any:
    return objects.Flavor(
        **_ROW,
        id=number,
        name=name,
        flavorid=uuid(50 + number),
        memory_mb=16_384,
        vcpus=8,
        root_gb=40,
        ephemeral_gb=0,
        swap=0,
        rxtx_factor=1.0,
        vcpu_weight=0,
        disabled=False,
        is_public=True,
        description=None,
        extra_specs={
            "hw:cpu_policy": "dedicated",
            "hw:cpu_thread_policy": "require",
            "hw:numa_nodes": "2",
            "hw:mem_page_size": "1GB",
            "hw:emulator_threads_policy": "share",
        },
    )


def _vcpu_model(objects: Any) -> Any:
    return objects.VirtCPUModel(
        arch="x86_64",
        vendor="Intel",
        model="Skylake-Server-IBRS",
        mode="custom",
        match="exact",
        topology=objects.VirtCPUTopology(sockets=2, cores=2, threads=2),
        features=[objects.VirtCPUFeature(name="pdpe1gb", policy="require")],
    )


def _security_groups(objects: Any) -> Any:
    return objects.SecurityGroupList(
        objects=[objects.SecurityGroup(uuid=uuid(3), deleted=False)]  # a default of ours alone
    )


def _migration_context(objects: Any) -> Any:
    return objects.MigrationContext(
        deleted=False,
        instance_uuid=uuid(1),
        migration_id=99,
        new_numa_topology=_numa(objects),
        old_numa_topology=_numa(objects),
        new_pci_devices=_pci_devices(objects),
        old_pci_devices=_pci_devices(objects),
        new_pci_requests=_pci_requests(objects),
        old_pci_requests=_pci_requests(objects),
        new_resources=None,
        old_resources=None,
    )


def _keypair(objects: Any) -> Any:
    return objects.KeyPair(
        **_ROW,
        id=3,
        name="operator",
        user_id=_USER,
        fingerprint="1e:2c:9b:56:79:4b:45:77:f9:ca:7a:98:2c:b0:d5:3c",
        public_key=_KEY,
        type="ssh",
    )
