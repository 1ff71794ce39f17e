package dev.patchbay.linux.forward;

/** A table that nobody else has, whatever else runs on this host. */
final class TestTable {

    static final int NUMBER = (int) (10_000_000 + ProcessHandle.current().pid() % 10_000_000);

    private TestTable() {}
}
