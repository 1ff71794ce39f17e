package dev.patchbay.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.linux.datagram.AddressNotLocalException;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.sim.FakeMedia;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PortAllocatorTest {

    private static final String IP = "192.0.2.1";

    private final FakeMedia media = new FakeMedia();
    private final PortPool pool = pool(30000, 30039);
    private final LocalInterface local = local("default", pool);
    private final PortAllocator allocator = allocator(0, local);

    private PortPool pool(int min, int max) {
        return new PortPool(IpAddress.literal(IP), min, max, Set.of(), media::nowNs, new SplittableRandom(3));
    }

    private static LocalInterface local(String name, PortPool pool) {
        return new LocalInterface(name, pool.address(), pool.address(), pool);
    }

    private PortAllocator allocator(int trafficClass, LocalInterface... interfaces) {
        return new PortAllocator(media, new Interfaces(List.of(interfaces)), trafficClass);
    }

    private static TransportAddress at(int port) {
        return TransportAddress.of(IP, port);
    }

    private void take(int... ports) {
        Set<TransportAddress> taken = ConcurrentHashMap.newKeySet();
        for (int port : ports) {
            taken.add(at(port));
        }
        media.failBinds(address -> taken.contains(address)
                ? Optional.of(new BindException("bind " + address + ": EADDRINUSE"))
                : Optional.empty());
    }

    @Test
    void shouldBindConsecutivePorts() throws Exception {
        PortSet set = allocator.allocate(local, 4);
        assertThat(set.first()).isEqualTo(30000);
        assertThat(set.ports()).extracting(MediaPort::local).containsExactly(at(30000), at(30001), at(30002), at(30003));
        assertThat(set.ports()).extracting(MediaPort::interfaceName).containsOnly("default");
        assertThat(media.bound()).hasSize(4);
    }

    @Test
    void shouldGoOnWhenAnotherProgramHasOnePortOfARun() throws Exception {
        take(30001);
        PortSet set = allocator.allocate(local, 2);
        assertThat(set.first()).isNotEqualTo(30000);
        assertThat(media.bound()).as("the socket of 30000 is closed again").containsExactlyInAnyOrder(
                set.ports().get(0).local(), set.ports().get(1).local());
        assertThat(pool.used()).isEqualTo(2);
    }

    @Test
    void shouldNotTryATakenPortAgainForAWhile() throws Exception {
        take(30001);
        allocator.allocate(local, 2);
        media.failBinds(address -> address.port() == 30001
                ? Optional.of(new IOException("tried again"))
                : Optional.empty());
        media.advance(PortPool.TAKEN_ELSEWHERE_NS - 1);
        for (int i = 0; i < 18; i++) {
            allocator.allocate(local, 2);
        }
        assertThatThrownBy(() -> allocator.allocate(local, 2)).hasMessageContaining("in use or resting");
    }

    @Test
    void shouldSayThatAllPortsAreInUse() throws Exception {
        for (int i = 0; i < 20; i++) {
            allocator.allocate(local, 2);
        }
        assertThatThrownBy(() -> allocator.allocate(local, 2))
                .isInstanceOf(OutOfPortsException.class)
                .hasMessage("no 2 consecutive ports on interface default address 192.0.2.1: all ports are in use or resting");
    }

    @Test
    void shouldSayWhyNoSocketCanBeHad() {
        media.failBinds(address -> address.port() % 2 == 1
                ? Optional.of(new IOException("socket for " + address + ": EMFILE"))
                : Optional.empty());
        assertThatThrownBy(() -> allocator.allocate(local, 2))
                .isInstanceOf(OutOfPortsException.class)
                .hasMessage("no 2 consecutive ports on interface default address 192.0.2.1: "
                        + "socket for 192.0.2.1:30001: EMFILE");
        assertThat(media.bound()).isEmpty();
        assertThat(pool.used()).isZero();
    }

    @Test
    void shouldGiveUpWhenOtherProgramsHaveTooManyPorts() {
        PortPool wide = pool(30000, 39999);
        LocalInterface wideLocal = local("wide", wide);
        List<TransportAddress> tried = new ArrayList<>();
        media.failBinds(address -> {
            tried.add(address);
            return Optional.of(new BindException("bind " + address + ": EADDRINUSE"));
        });
        assertThatThrownBy(() -> allocator(0, wideLocal).allocate(wideLocal, 2)).hasMessageContaining("EADDRINUSE");
        assertThat(tried).hasSize(PortAllocator.MAX_BIND_ATTEMPTS);
        assertThat(wide.used()).isZero();
    }

    /** A floating address may come to this host at any time: its ports must be there at once. */
    @Test
    void shouldNotHoldItAgainstThePortsWhenTheAddressIsNotThere() throws Exception {
        List<TransportAddress> tried = new ArrayList<>();
        media.failBinds(address -> {
            tried.add(address);
            return Optional.of(new AddressNotLocalException("bind " + address + ": EADDRNOTAVAIL"));
        });
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> allocator.allocate(local, 2)).isInstanceOf(OutOfPortsException.class);
        }
        assertThat(tried).hasSizeLessThanOrEqualTo(20);
        media.failBinds(_ -> Optional.empty());
        media.advance(PortPool.REST_NS);
        for (int i = 0; i < 20; i++) {
            allocator.allocate(local, 2);
        }
    }

    @Test
    void shouldCloseWhatWasBoundWhenADefectInterrupts() {
        media.failBinds(address -> {
            if (address.port() == 30003) {
                throw new IllegalStateException("a defect, for the test");
            }
            return Optional.empty();
        });
        assertThatThrownBy(() -> allocator.allocate(local, 4)).isInstanceOf(IllegalStateException.class);
        assertThat(media.bound()).isEmpty();
        assertThat(pool.used()).isZero();
    }

    @Test
    void shouldGiveNewSocketsTheConfiguredTrafficClass() throws Exception {
        allocator(46 << 2, local).allocate(local, 2);
        assertThat(media.trafficClasses()).containsOnlyKeys(at(30000), at(30001));
        assertThat(media.trafficClasses().values()).containsOnly(184);
    }

    @Test
    void shouldLeaveTheTrafficClassOfTheSystemByDefault() throws Exception {
        allocator.allocate(local, 2);
        assertThat(media.trafficClasses()).isEmpty();
    }

    @Test
    void shouldTakeBackClosedPorts() throws Exception {
        PortSet set = allocator.allocate(local, 2);
        set.ports().forEach(port -> port.socket().close());
        allocator.released(set.ports());
        assertThat(pool.used()).isZero();
    }

    @Test
    void shouldCloseAndTakeBackAbandonedPorts() throws Exception {
        allocator.abandon(allocator.allocate(local, 4));
        assertThat(media.bound()).isEmpty();
        assertThat(pool.used()).isZero();
    }

    @Test
    void shouldShareTheRangeAmongInterfacesOfOneAddress() throws Exception {
        LocalInterface other = local("other", pool);
        PortAllocator shared = allocator(0, local, other);
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 10; i++) {
            assertThat(seen.add(shared.allocate(local, 2).first())).isTrue();
            assertThat(seen.add(shared.allocate(other, 2).first())).isTrue();
        }
        assertThat(pool.free()).isZero();
    }

    @Test
    void shouldServeManyThreadsWithoutLosingOrDoublingAPort() throws Exception {
        PortPool wide = pool(30000, 30999);
        LocalInterface wideLocal = local("wide", wide);
        PortAllocator busy = allocator(0, wideLocal);
        Callable<Integer> worker = () -> {
            List<PortSet> held = new ArrayList<>();
            int failures = 0;
            for (int i = 0; i < 2000; i++) {
                try {
                    held.add(busy.allocate(wideLocal, 2));
                } catch (OutOfPortsException e) {
                    failures++;
                    media.advance(PortPool.REST_NS);
                }
                if (held.size() > 20) {
                    busy.abandon(held.removeFirst());
                }
            }
            held.forEach(busy::abandon);
            return failures;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                results.add(threads.submit(worker));
            }
            for (Future<Integer> result : results) {
                result.get(); // A port given out twice would have met EADDRINUSE; a defect would be thrown here.
            }
        }
        assertThat(media.bound()).isEmpty();
        assertThat(wide.used()).isZero();
        media.advance(PortPool.REST_NS);
        for (int i = 0; i < 500; i++) {
            busy.allocate(wideLocal, 2);
        }
    }
}
