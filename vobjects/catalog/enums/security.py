"""The enums of encryption, of trusted modules and of signatures."""

from __future__ import annotations

import enum


class BlockDeviceEncryptionFormatType(enum.StrEnum):
    """The format of an encrypted disk."""

    PLAIN = "plain"
    LUKS = "luks"
    LUKSV2 = "luksv2"


class ImageSignatureHashType(enum.StrEnum):
    """The hash that the signature of an image is over."""

    SHA_224 = "SHA-224"
    SHA_256 = "SHA-256"
    SHA_384 = "SHA-384"
    SHA_512 = "SHA-512"


class ImageSignatureKeyType(enum.StrEnum):
    """The kind of key that signed an image."""

    DSA = "DSA"
    ECC_SECP384R1 = "ECC_SECP384R1"
    ECC_SECP521R1 = "ECC_SECP521R1"
    ECC_SECT409K1 = "ECC_SECT409K1"
    ECC_SECT409R1 = "ECC_SECT409R1"
    ECC_SECT571K1 = "ECC_SECT571K1"
    ECC_SECT571R1 = "ECC_SECT571R1"
    RSA_PSS = "RSA-PSS"


class MemEncryptionModel(enum.StrEnum):
    """How the memory of a guest is encrypted."""

    AMD_SEV = "amd-sev"
    AMD_SEV_ES = "amd-sev-es"


class TPMModel(enum.StrEnum):
    """The interface of a trusted platform module."""

    TPM_TIS = "tpm-tis"
    TPM_CRB = "tpm-crb"


class TPMVersion(enum.StrEnum):
    """The version of a trusted platform module."""

    V1_2 = "1.2"
    V2_0 = "2.0"
