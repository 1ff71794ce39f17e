package dev.patchbay.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InterfacesTest {

    private static LocalInterface local(String name, String ip) {
        IpAddress address = IpAddress.literal(ip);
        return new LocalInterface(
                name, address, address, new PortPool(address, 30000, 30003, Set.of(), () -> 0L, new SplittableRandom(1)));
    }

    private static Interfaces interfaces(LocalInterface... addresses) {
        return new Interfaces(List.of(addresses));
    }

    private static List<String> select(Interfaces interfaces, String name, IpFamily family, int times) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            names.add(interfaces.select(Optional.of(name), family, 2).name());
        }
        return names;
    }

    private static String selectDefault(Interfaces interfaces, IpFamily family) {
        return interfaces.select(Optional.empty(), family, 2).name();
    }

    @Test
    void shouldNeedAnInterface() {
        assertThatThrownBy(InterfacesTest::interfaces)
                .hasMessage("no interface is configured");
    }

    @Test
    void shouldFindAnInterfaceByName() {
        Interfaces interfaces = interfaces(local("inside", "192.0.2.1"), local("outside", "192.0.2.2"));
        assertThat(select(interfaces, "outside", IpFamily.IPV4, 2)).containsExactly("outside", "outside");
    }

    @Test
    void shouldFormOneInterfaceOfAllAddressesWithItsName() {
        Interfaces interfaces = interfaces(
                local("dual", "192.0.2.1"), local("other", "192.0.2.9"), local("dual", "2001:db8::1"), local("dual", "192.0.2.2"));
        LogicalInterface dual = interfaces.named("dual").orElseThrow();
        assertThat(dual.addresses()).hasSize(3);
        assertThat(dual.primary(IpFamily.IPV4).orElseThrow().bind()).isEqualTo(IpAddress.literal("192.0.2.1"));
        assertThat(dual.primary(IpFamily.IPV6).orElseThrow().bind()).isEqualTo(IpAddress.literal("2001:db8::1"));
        assertThat(interfaces.addresses()).hasSize(4);
    }

    @Test
    void shouldUseAnyAddressWhereTheFamilyIsMissing() {
        LogicalInterface only4 = new LogicalInterface("four", List.of(local("four", "192.0.2.1")));
        assertThat(only4.primary(IpFamily.IPV6)).isEmpty();
        assertThat(only4.primaryOrAny(IpFamily.IPV6).family()).isEqualTo(IpFamily.IPV4);
    }

    @Test
    void shouldTakeTheFirstInterfaceOfTheFamilyByDefault() {
        Interfaces interfaces = interfaces(
                local("four", "192.0.2.1"), local("six", "2001:db8::1"), local("later", "192.0.2.2"));
        assertThat(selectDefault(interfaces, IpFamily.IPV4)).isEqualTo("four");
        assertThat(selectDefault(interfaces, IpFamily.IPV6)).isEqualTo("six");
        assertThat(selectDefault(interfaces(local("four", "192.0.2.1")), IpFamily.IPV6)).isEqualTo("four");
    }

    @Test
    void shouldFallBackToTheDefaultForAnUnknownName() {
        Interfaces interfaces = interfaces(local("one", "192.0.2.1"), local("two", "192.0.2.2"));
        assertThat(interfaces.knows("three")).isFalse();
        assertThat(select(interfaces, "three", IpFamily.IPV4, 1)).containsExactly("one");
    }

    @Test
    void shouldTakeLegacyNamesForFamilies() {
        Interfaces interfaces = interfaces(local("default", "192.0.2.1"));
        assertThat(interfaces.legacyFamily("internal")).contains(IpFamily.IPV4);
        assertThat(interfaces.legacyFamily("external")).contains(IpFamily.IPV6);
        assertThat(interfaces.legacyFamily("default")).isEmpty();
        assertThat(interfaces.legacyFamily("other")).isEmpty();
        assertThat(interfaces.knows("internal")).isTrue();
    }

    @Test
    void shouldTakeLegacyNamesForWhatTheyAreWhenConfigured() {
        Interfaces interfaces = interfaces(local("internal", "192.0.2.1"), local("external", "192.0.2.2"));
        assertThat(interfaces.legacyFamily("internal")).isEmpty();
        assertThat(select(interfaces, "external", IpFamily.IPV4, 1)).containsExactly("external");
    }

    @Test
    void shouldGoRoundAGroup() {
        Interfaces interfaces =
                interfaces(local("rr:a", "192.0.2.1"), local("rr:b", "192.0.2.2"), local("rr:c", "192.0.2.3"));
        assertThat(select(interfaces, "rr", IpFamily.IPV4, 6))
                .containsExactly("rr:a", "rr:b", "rr:c", "rr:a", "rr:b", "rr:c");
    }

    @Test
    void shouldReachAMemberOfAGroupByItsOwnName() {
        Interfaces interfaces = interfaces(local("rr:a", "192.0.2.1"), local("rr:b", "192.0.2.2"));
        assertThat(select(interfaces, "rr:b", IpFamily.IPV4, 2)).containsExactly("rr:b", "rr:b");
    }

    @Test
    void shouldGoRoundTheGroupOfTheDefaultInterface() {
        Interfaces interfaces =
                interfaces(local("rr:a", "192.0.2.1"), local("rr:b", "192.0.2.2"), local("plain", "192.0.2.3"));
        assertThat(List.of(selectDefault(interfaces, IpFamily.IPV4), selectDefault(interfaces, IpFamily.IPV4)))
                .containsExactlyInAnyOrder("rr:a", "rr:b");
    }

    @Test
    void shouldGoRoundAllInterfacesBySpecialName() {
        Interfaces interfaces = interfaces(local("one", "192.0.2.1"), local("two", "192.0.2.2"));
        assertThat(select(interfaces, "round-robin-calls", IpFamily.IPV4, 4)).containsExactly("one", "two", "one", "two");
    }

    @Test
    void shouldPassOverMembersThatAreFullOrLackTheFamily() {
        LocalInterface full = local("rr:a", "192.0.2.1");
        Interfaces interfaces = interfaces(full, local("rr:b", "192.0.2.2"), local("rr:six", "2001:db8::1"));
        full.pool().take(4);
        assertThat(select(interfaces, "rr", IpFamily.IPV4, 4)).containsOnly("rr:b");
        assertThat(select(interfaces, "rr", IpFamily.IPV6, 4)).containsOnly("rr:six");
    }

    @Test
    void shouldStillNameAMemberWhenAllAreFull() {
        LocalInterface full = local("rr:a", "192.0.2.1");
        Interfaces interfaces = interfaces(full);
        full.pool().take(4);
        assertThat(select(interfaces, "rr", IpFamily.IPV4, 1)).containsExactly("rr:a");
    }

    @Test
    void shouldTellWhetherAnInterfaceServesAName() {
        Interfaces interfaces =
                interfaces(local("rr:a", "192.0.2.1"), local("rr:b", "192.0.2.2"), local("plain", "192.0.2.3"));
        LogicalInterface member = interfaces.named("rr:a").orElseThrow();
        LogicalInterface plain = interfaces.named("plain").orElseThrow();
        assertThat(interfaces.isServedBy("rr", member)).isTrue();
        assertThat(interfaces.isServedBy("rr", plain)).isFalse();
        assertThat(interfaces.isServedBy("rr:b", member)).isFalse();
        assertThat(interfaces.isServedBy("plain", plain)).isTrue();
        assertThat(interfaces.isServedBy("round-robin-calls", plain)).isTrue();
        assertThat(interfaces.isServedBy("internal", plain)).isTrue();
    }
}
