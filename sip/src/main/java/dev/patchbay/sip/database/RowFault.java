package dev.patchbay.sip.database;

/**
 * A row that is no relay, and was left out.
 *
 * @param rowNumber counts from 1 in the order the database gave them
 * @param what which column, what it has, and what is allowed
 */
public record RowFault(int rowNumber, String what) {

    @Override
    public String toString() {
        return "row " + rowNumber + ": " + what;
    }
}
