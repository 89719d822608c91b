package org.descent.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.descent.contracts.Floats;

/** Writes float32 arrays in NumPy's format, version 1.0. */
final class Npy {
  private Npy() {}

  static void write(Path file, float[] values, int... shape) {
    var dimensions = Arrays.stream(shape).mapToObj(d -> d + ",").collect(Collectors.joining(" "));
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + dimensions + "), }";
    int unpadded = 10 + header.length() + 1;
    header += " ".repeat((64 - unpadded % 64) % 64) + "\n";
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.write(header.length() & 0xff);
    bytes.write(header.length() >> 8);
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(Floats.toBytes(values));
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
