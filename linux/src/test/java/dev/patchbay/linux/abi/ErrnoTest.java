package dev.patchbay.linux.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class ErrnoTest {

    @Test
    void shouldNameEveryConstant() throws IllegalAccessException {
        for (Field field : Errno.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                assertThat(Errno.name(field.getInt(null))).isEqualTo(field.getName());
            }
        }
    }

    @Test
    void shouldNameTheFirstAndTheLast() {
        assertThat(Errno.name(1)).isEqualTo("EPERM");
        assertThat(Errno.name(111)).isEqualTo("ECONNREFUSED");
        assertThat(Errno.name(133)).isEqualTo("EHWPOISON");
    }

    @Test
    void shouldGiveTheNumberWhereThereIsNoName() {
        assertThat(Errno.name(0)).isEqualTo("errno 0");
        assertThat(Errno.name(41)).isEqualTo("errno 41");
        assertThat(Errno.name(134)).isEqualTo("errno 134");
        assertThat(Errno.name(-5)).isEqualTo("errno -5");
    }
}
