package dev.patchbay.linux.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * A finished program. Immutable. Instructions take eight bytes: operation, two registers of four bits, a 16-bit offset and a 32-bit
 * constant (Documentation/bpf/standardization/instruction-set.rst).
 */
public final class Code {

    private static final int SLOT_BYTES = 8;

    private static final int CLASS_LOAD_IMMEDIATE = 0x00;
    private static final int CLASS_LOAD = 0x01;
    private static final int CLASS_STORE_IMMEDIATE = 0x02;
    private static final int CLASS_STORE = 0x03;
    private static final int CLASS_32_BIT = 0x04;
    private static final int CLASS_JUMP = 0x05;
    private static final int CLASS_64_BIT = 0x07;
    private static final int MODE_MEMORY = 0x60;
    private static final int MODE_ATOMIC = 0xc0;
    private static final int FROM_REGISTER = 0x08;
    private static final int SWAP = 0xd0;
    private static final int TO_NETWORK_ORDER = 0x08;
    private static final int CALL = 0x80;
    private static final int EXIT = 0x90;
    private static final int MAP_FD = 1;
    private static final int MAP_VALUE = 2;

    private final List<Instruction> instructions;
    private final Map<Label, Integer> labels;
    /** The slot in which each instruction begins, and behind them the length of all. */
    private final int[] slots;

    Code(List<Instruction> instructions, Map<Label, Integer> labels) {
        this.instructions = List.copyOf(instructions);
        this.labels = Map.copyOf(labels);
        this.slots = new int[instructions.size() + 1];
        for (int i = 0; i < instructions.size(); i++) {
            slots[i + 1] = slots[i] + instructions.get(i).slots();
        }
        checkJumps();
    }

    private void checkJumps() {
        for (int i = 0; i < instructions.size(); i++) {
            switch (instructions.get(i)) {
                case Instruction.Jump(var label) -> distance(i, label);
                case Instruction.JumpIf(_, _, _, var label) -> distance(i, label);
                case Instruction.Compute _,
                        Instruction.SwapBytes _,
                        Instruction.Load _,
                        Instruction.Store _,
                        Instruction.AtomicAdd _,
                        Instruction.LoadLong _,
                        Instruction.LoadMap _,
                        Instruction.LoadMapValue _,
                        Instruction.Call _,
                        Instruction.Exit _ -> {}
            }
        }
    }

    private int distance(int from, Label label) {
        Integer to = labels.get(label);
        if (to == null || to <= from || to >= instructions.size()) {
            throw new IllegalStateException("label " + label + " has no place behind the jump to it");
        }
        int distance = slots[to] - slots[from] - 1;
        if (distance > Short.MAX_VALUE) {
            throw new IllegalStateException("label " + label + " is too far away");
        }
        return distance;
    }

    /** Slots of eight bytes, which is what the kernel counts. */
    public int length() {
        return slots[instructions.size()];
    }

    /**
     * The program as the kernel takes it.
     *
     * @param descriptors of the maps it names
     */
    byte[] bytes(ToIntFunction<MapReference> descriptors) {
        ByteBuffer out = ByteBuffer.allocate(length() * SLOT_BYTES).order(ByteOrder.nativeOrder());
        for (int i = 0; i < instructions.size(); i++) {
            write(out, i, descriptors);
        }
        return out.array();
    }

    private void write(ByteBuffer out, int index, ToIntFunction<MapReference> descriptors) {
        switch (instructions.get(index)) {
            case Instruction.Compute(var operation, var target, var operand) ->
                slot(out, CLASS_64_BIT | operation.code | source(operand), target, operand, 0);
            case Instruction.SwapBytes(var target, int bits) ->
                slot(out, CLASS_32_BIT | SWAP | TO_NETWORK_ORDER, target.ordinal(), 0, 0, bits);
            case Instruction.Load(var width, var target, var address, int offset) ->
                slot(out, CLASS_LOAD | MODE_MEMORY | width.code, target.ordinal(), address.ordinal(), offset, 0);
            case Instruction.Store(var width, var address, int offset, var operand) -> {
                int kind = operand instanceof Register ? CLASS_STORE : CLASS_STORE_IMMEDIATE;
                slot(out, kind | MODE_MEMORY | width.code, address, operand, offset);
            }
            case Instruction.AtomicAdd(var width, var address, int offset, var operand) ->
                slot(out, CLASS_STORE | MODE_ATOMIC | width.code, address.ordinal(), operand.ordinal(), offset, 0);
            case Instruction.LoadLong(var target, long value) -> wide(out, target, 0, (int) value, (int) (value >>> 32));
            case Instruction.LoadMap(var target, var map) ->
                wide(out, target, MAP_FD, descriptors.applyAsInt(map), 0);
            case Instruction.LoadMapValue(var target, var map, int offset) ->
                wide(out, target, MAP_VALUE, descriptors.applyAsInt(map), offset);
            case Instruction.JumpIf(var condition, var left, var right, var label) ->
                slot(out, CLASS_JUMP | condition.code | source(right), left, right, distance(index, label));
            case Instruction.Jump(var label) -> slot(out, CLASS_JUMP, 0, 0, distance(index, label), 0);
            case Instruction.Call(var function) -> slot(out, CLASS_JUMP | CALL, 0, 0, 0, function.number);
            case Instruction.Exit() -> slot(out, CLASS_JUMP | EXIT, 0, 0, 0, 0);
        }
    }

    private static int source(Operand operand) {
        return operand instanceof Register ? FROM_REGISTER : 0;
    }

    private static void slot(ByteBuffer out, int code, Register target, Operand operand, int offset) {
        switch (operand) {
            case Register register -> slot(out, code, target.ordinal(), register.ordinal(), offset, 0);
            case Operand.Immediate(int value) -> slot(out, code, target.ordinal(), 0, offset, value);
        }
    }

    private static void slot(ByteBuffer out, int code, int target, int source, int offset, int value) {
        out.put((byte) code).put((byte) (source << 4 | target)).putShort((short) offset).putInt(value);
    }

    private static void wide(ByteBuffer out, Register target, int kind, int low, int high) {
        slot(out, CLASS_LOAD_IMMEDIATE | Width.U64.code, target.ordinal(), kind, 0, low);
        slot(out, 0, 0, 0, 0, high);
    }

    /** A line for each instruction, with its slot, and the labels between them. */
    public String listing() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < instructions.size(); i++) {
            int place = i;
            labels.entrySet().stream()
                    .filter(label -> label.getValue() == place)
                    .map(label -> label.getKey() + ":")
                    .sorted()
                    .forEach(lines::add);
            lines.add("%4d  %s".formatted(slots[i], instructions.get(i)));
        }
        return String.join("\n", lines) + "\n";
    }
}
