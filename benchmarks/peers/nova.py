"""A real Nova: an instance in the middle of a resize, as its services send it and as we do.

Runs with the Python of an environment that has a Nova: ``python -m benchmarks.peers.nova encode``.
"""

from __future__ import annotations

import datetime
import importlib
import json
import sys
from typing import Any

from benchmarks.measure import Run, Stopwatch
from vobjects.foreign import ForeignClasses

_objects: Any = importlib.import_module("nova.objects")
_objects.register_all()
_base: Any = importlib.import_module("nova.objects.base")
_model: Any = importlib.import_module("nova.network.model")
_json: Any = importlib.import_module("oslo_serialization.jsonutils")

_NOVA = ForeignClasses(_base.NovaObject)
_SERIALIZER = _base.NovaObjectSerializer()
_WHEN = datetime.datetime(2024, 5, 1, 12, 30, 15, tzinfo=datetime.UTC)
_ROW = {"created_at": _WHEN, "updated_at": _WHEN, "deleted_at": None, "deleted": False}
_USER, _PROJECT = "5f0d6ae3b6a24f6d8f6f0b7a3c3c0b5e", "c36bdd0c9f5b4a0a93d2a4f5b2ef1c71"
_KEY = "ssh-rsa " + "AAAAB3NzaC1yc2EA" * 23 + " someone@example.org"


def stored() -> Any:
    """The instance as the database gives it: nothing has changed."""
    found = _objects.Instance(**_columns(), **_joined())
    found.obj_reset_changes(recursive=True)
    return found


def encode_theirs(instance: Any) -> bytes:
    """The JSON that a service of Nova hands to oslo.messaging."""
    found: str = _json.dumps(_SERIALIZER.serialize_entity(None, instance))
    return found.encode()


def decode_theirs(message: bytes) -> Any:
    """The instance that a service of Nova makes of the JSON."""
    return _SERIALIZER.deserialize_entity(None, _json.loads(message))


encode = _NOVA.encode
decode = _NOVA.decode


def _columns() -> dict[str, Any]:
    """The columns of the table of instances."""
    return {
        **_ROW,
        "id": 4711,
        "uuid": _uuid(1),
        "user_id": _USER,
        "project_id": _PROJECT,
        "image_ref": _uuid(2),
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


def _joined() -> dict[str, Any]:
    """What other tables and the blobs of the instance hold."""
    return {
        "metadata": {"role": "vnf", "owner": "networking"},
        "system_metadata": _system_metadata(),
        "info_cache": _objects.InstanceInfoCache(
            **_ROW, instance_uuid=_uuid(1), network_info=_model.NetworkInfo([_vif(1), _vif(2)])
        ),
        "security_groups": _objects.SecurityGroupList(
            objects=[_objects.SecurityGroup(uuid=_uuid(3))]
        ),
        "fault": None,
        "services": _objects.ServiceList(objects=[]),
        "pci_devices": _pci_devices(),
        "numa_topology": _numa(),
        "pci_requests": _pci_requests(),
        "device_metadata": _objects.InstanceDeviceMetadata(devices=[_interface(1)]),
        "tags": _objects.TagList(objects=[_objects.Tag(resource_id=_uuid(1), tag="production")]),
        "flavor": _flavor(7, "nfv.large"),
        "old_flavor": _flavor(6, "nfv.medium"),
        "new_flavor": _flavor(7, "nfv.large"),
        "vcpu_model": _vcpu_model(),
        "ec2_ids": _objects.EC2Ids(instance_id="i-00001267", ami_id="ami-00000003"),
        "migration_context": _migration_context(),
        "keypairs": _objects.KeyPairList(objects=[_keypair()]),
        "trusted_certs": _objects.TrustedCerts(ids=[_uuid(4), _uuid(5)]),
        "resources": _objects.ResourceList(objects=[]),
    }


def _system_metadata() -> dict[str, str]:
    image = {
        "base_image_ref": _uuid(2),
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


def _vif(number: int) -> Any:
    subnet = _model.Subnet(
        cidr="192.0.2.0/24",
        dns=[_model.IP("192.0.2.53", "dns")],
        gateway=_model.IP("192.0.2.1", "gateway"),
        ips=[_model.FixedIP(address=f"192.0.2.{10 + number}")],
        routes=[],
        dhcp_server="192.0.2.2",
    )
    network = _model.Network(
        id=_uuid(10), bridge="br-int", label="data", subnets=[subnet], mtu=9000, tenant_id=_PROJECT
    )
    return _model.VIF(
        id=_uuid(20 + number),
        address=f"fa:16:3e:00:00:{number:02x}",
        network=network,
        type="hw_veb",
        details={"port_filter": False, "vlan": "100"},
        devname=f"tap{number}",
        active=True,
        vnic_type="direct",
        profile={"pci_slot": f"0000:81:0{number}.0", "pci_vendor_info": "8086:154c"},
        ovs_interfaceid=_uuid(20 + number),
    )


def _numa() -> Any:
    return _objects.InstanceNUMATopology(
        instance_uuid=_uuid(1), emulator_threads_policy="share", cells=[_cell(0), _cell(1)]
    )


def _cell(number: int) -> Any:
    cpus = range(4 * number, 4 * number + 4)
    return _objects.InstanceNUMACell(
        id=number,
        cpuset=set(),
        pcpuset=set(cpus),
        memory=8192,
        pagesize=1_048_576,
        cpu_pinning_raw={str(cpu): cpu + 20 for cpu in cpus},
        cpu_topology=_objects.VirtCPUTopology(sockets=1, cores=2, threads=2),
        cpu_policy="dedicated",
        cpu_thread_policy="require",
        cpuset_reserved={number},
    )


def _pci_devices() -> Any:
    return _objects.PciDeviceList(objects=[_pci_device(1), _pci_device(2)])


def _pci_device(number: int) -> Any:
    return _objects.PciDevice(
        **_ROW,
        id=number,
        uuid=_uuid(30 + number),
        compute_node_id=17,
        address=f"0000:81:0{number}.0",
        vendor_id="8086",
        product_id="154c",
        dev_type="type-VF",
        status="allocated",
        dev_id=f"pci_0000_81_0{number}_0",
        label="label_8086_154c",
        instance_uuid=_uuid(1),
        request_id=_uuid(40 + number),
        numa_node=number - 1,
        parent_addr="0000:81:00.0",
        extra_info={"capabilities": '{"network": ["rx", "tx", "sg"]}', "physical_network": "data"},
    )


def _pci_requests() -> Any:
    requests = [
        _objects.InstancePCIRequest(
            count=1,
            spec=[{"vendor_id": "8086", "product_id": "154c", "physical_network": "data"}],
            alias_name=None,
            is_new=False,
            request_id=_uuid(40 + number),
            requester_id=_uuid(20 + number),
            numa_policy="required",
        )
        for number in (1, 2)
    ]
    return _objects.InstancePCIRequests(instance_uuid=_uuid(1), requests=requests)


def _interface(number: int) -> Any:
    return _objects.NetworkInterfaceMetadata(
        mac=f"fa:16:3e:00:00:{number:02x}",
        vlan=100,
        vf_trusted=False,
        bus=_objects.PCIDeviceBus(address=f"0000:00:0{number}.0"),
        tags=["data"],
    )


def _flavor(number: int, name: str) -> Any:
    return _objects.Flavor(
        **_ROW,
        id=number,
        name=name,
        flavorid=_uuid(50 + number),
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


def _vcpu_model() -> Any:
    return _objects.VirtCPUModel(
        arch="x86_64",
        vendor="Intel",
        model="Skylake-Server-IBRS",
        mode="custom",
        match="exact",
        topology=_objects.VirtCPUTopology(sockets=2, cores=2, threads=2),
        features=[_objects.VirtCPUFeature(name="pdpe1gb", policy="require")],
    )


def _migration_context() -> Any:
    return _objects.MigrationContext(
        instance_uuid=_uuid(1),
        migration_id=99,
        new_numa_topology=_numa(),
        old_numa_topology=_numa(),
        new_pci_devices=_pci_devices(),
        old_pci_devices=_pci_devices(),
        new_pci_requests=_pci_requests(),
        old_pci_requests=_pci_requests(),
        new_resources=None,
        old_resources=None,
    )


def _keypair() -> Any:
    return _objects.KeyPair(
        **_ROW,
        id=3,
        name="operator",
        user_id=_USER,
        fingerprint="1e:2c:9b:56:79:4b:45:77:f9:ca:7a:98:2c:b0:d5:3c",
        public_key=_KEY,
        type="ssh",
    )


def _uuid(number: int) -> str:
    return f"0b3f7c52-6f0e-4c1d-9a55-{number:012x}"


def runs(what: str) -> tuple[Run, Run]:
    """Our function and Nova's, to ``encode`` or to ``decode``."""
    instance = stored()
    ours, theirs = encode(instance), encode_theirs(instance)
    decode(ours)  # classes are compiled when they are first met
    if what == "encode":
        return lambda: encode(instance), lambda: encode_theirs(instance)
    return lambda: decode(ours), lambda: decode_theirs(theirs)


if __name__ == "__main__":
    what, rounds, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    sys.stdout.write(json.dumps(Stopwatch(rounds, seconds).side_by_side(*runs(what))))
