"""A receipt printer on a pretend USB: what libusb would be asked, answered by hand. It listens at unusual ends."""

from __future__ import annotations

from array import array
from types import SimpleNamespace as Descriptor

from usb.backend import IBackend

OUT, IN = 0x03, 0x84
_PRINTER_CLASS = 7
_DEVICE = "the printer"


class UsbPaper(IBackend):  # type: ignore[misc]  # pyusb has no types
    """Takes bytes, and says that it is ready whenever it is asked."""

    def __init__(self, *, broken: bool = False) -> None:
        self.got = b""
        self._broken = broken  # takes nothing

    def enumerate_devices(self) -> list[str]:
        return [_DEVICE]

    def get_parent(self, _device: str) -> None:
        return None

    def get_device_descriptor(self, _device: str) -> Descriptor:
        return Descriptor(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=0x04B8, idProduct=0x0E28, bcdDevice=0x100, iManufacturer=0, iProduct=0,
            iSerialNumber=0, bNumConfigurations=1, address=1, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, _device: str, _config: int) -> Descriptor:
        return Descriptor(
            bLength=9, bDescriptorType=2, wTotalLength=0, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0, bMaxPower=0, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, _device: str, interface: int, setting: int, _config: int) -> Descriptor:
        if interface or setting:
            raise IndexError
        return Descriptor(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=_PRINTER_CLASS, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0,
            extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, _device: str, end: int, *_where: int) -> Descriptor:
        return Descriptor(
            bLength=7, bDescriptorType=5, bEndpointAddress=(OUT, IN)[end], bmAttributes=2, wMaxPacketSize=64,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, device: str) -> str:
        return device

    def close_device(self, _handle: str) -> None:
        pass

    def set_configuration(self, _handle: str, _value: int) -> None:
        pass

    def get_configuration(self, _handle: str) -> int:
        return 1

    def claim_interface(self, _handle: str, _interface: int) -> None:
        pass

    def release_interface(self, _handle: str, _interface: int) -> None:
        pass

    def reset_device(self, _handle: str) -> None:
        pass

    def bulk_write(self, _handle: str, end: int, _interface: int, content: array[int], _timeout: int) -> int:
        assert end == OUT
        if self._broken:
            raise OSError("the cable is out")
        self.got += content.tobytes()
        return len(content)

    def bulk_read(self, _handle: str, end: int, _interface: int, buffer: array[int], _timeout: int) -> int:
        assert end == IN
        buffer[0] = 0x12
        return 1
