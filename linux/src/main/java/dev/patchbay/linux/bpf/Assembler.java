package dev.patchbay.linux.bpf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the instructions of a program, one method for each kind. Methods return this, so that a step reads as a paragraph. */
public final class Assembler {

    private final List<Instruction> instructions = new ArrayList<>();
    /** Labels by the index of the instruction behind them. */
    private final Map<Label, Integer> labels = new HashMap<>();

    /** Of an empty program. */
    public Assembler() {}

    public Assembler move(Register target, Operand operand) {
        return compute(Arithmetic.MOVE, target, operand);
    }

    public Assembler move(Register target, int value) {
        return move(target, Operand.of(value));
    }

    public Assembler compute(Arithmetic operation, Register target, Operand operand) {
        return add(new Instruction.Compute(operation, target, operand));
    }

    public Assembler compute(Arithmetic operation, Register target, int value) {
        return compute(operation, target, Operand.of(value));
    }

    public Assembler swapBytes(Register target, int bits) {
        return add(new Instruction.SwapBytes(target, bits));
    }

    public Assembler load(Width width, Register target, Register address, int offset) {
        return add(new Instruction.Load(width, target, address, offset));
    }

    public Assembler store(Width width, Register address, int offset, Operand operand) {
        return add(new Instruction.Store(width, address, offset, operand));
    }

    public Assembler store(Width width, Register address, int offset, int value) {
        return store(width, address, offset, Operand.of(value));
    }

    public Assembler atomicAdd(Width width, Register address, int offset, Register operand) {
        return add(new Instruction.AtomicAdd(width, address, offset, operand));
    }

    public Assembler loadLong(Register target, long value) {
        return add(new Instruction.LoadLong(target, value));
    }

    public Assembler loadMap(Register target, MapReference map) {
        return add(new Instruction.LoadMap(target, map));
    }

    public Assembler loadMapValue(Register target, MapReference map, int offset) {
        return add(new Instruction.LoadMapValue(target, map, offset));
    }

    public Assembler jumpIf(Condition condition, Register left, Operand right, Label label) {
        return add(new Instruction.JumpIf(condition, left, right, label));
    }

    public Assembler jumpIf(Condition condition, Register left, int right, Label label) {
        return jumpIf(condition, left, Operand.of(right), label);
    }

    public Assembler jump(Label label) {
        return add(new Instruction.Jump(label));
    }

    public Assembler call(KernelFunction function) {
        return add(new Instruction.Call(function));
    }

    public Assembler exit() {
        return add(new Instruction.Exit());
    }

    /** Puts the label before the next instruction. */
    public Assembler place(Label label) {
        if (labels.putIfAbsent(label, instructions.size()) != null) {
            throw new IllegalStateException("label " + label + " is placed twice");
        }
        return this;
    }

    private Assembler add(Instruction instruction) {
        instructions.add(instruction);
        return this;
    }

    /** @throws IllegalStateException when a jump names a label that has no place, or one behind it */
    public Code assemble() {
        return new Code(instructions, labels);
    }
}
