package dev.patchbay.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.IpAddress;
import java.io.IOException;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class RouteSocketTest {

    private static final IpAddress LOCALHOST = IpAddress.literal("127.0.0.1");

    @Test
    void shouldListInterfacesAsTheJdkDoes() throws IOException {
        try (RouteSocket socket = RouteSocket.open()) {
            assertThat(socket.devices()).isNotEmpty();
            assertThat(socket.devices()).filteredOn(d -> !d.addresses().isEmpty()).allSatisfy(device -> {
                NetworkInterface same = NetworkInterface.getByIndex(device.index());
                assertThat(same.getName()).isEqualTo(device.name());
                assertThat(same.isLoopback()).isEqualTo(device.isLoopback());
                assertThat(same.isUp()).isEqualTo(device.isUp());
                assertThat(same.inetAddresses().map(IpAddress::of).toList())
                        .containsExactlyInAnyOrderElementsOf(device.addresses());
            });
        }
    }

    @Test
    void shouldFindTheWayToThisHost() throws IOException {
        try (RouteSocket socket = RouteSocket.open()) {
            NetDevice lo = socket.devices().stream().filter(NetDevice::isLoopback).findFirst().orElseThrow();
            NetRoute route = socket.route(LOCALHOST, IpAddress.literal("127.0.0.9")).orElseThrow();
            assertThat(route.isLocal()).isTrue();
            assertThat(route.interfaceIndex()).isEqualTo(lo.index());
        }
    }

    @Test
    void shouldFindNoWayFromAStrangersAddress() throws IOException {
        try (RouteSocket socket = RouteSocket.open()) {
            assertThat(socket.route(IpAddress.literal("192.0.2.1"), IpAddress.literal("192.0.2.2"))).isEmpty();
            assertThat(socket.route(LOCALHOST, LOCALHOST)).as("the next question is answered").isPresent();
        }
    }
}
