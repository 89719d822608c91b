package org.descent.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The log of a broker that has been killed, and the last segments of it as a power cut leaves them:
 * with the beginning of what was being written, with zeros where space was taken before it was
 * used, or with noise. What was there before stays.
 */
record TornLog(Path directory) {
  /** As much as the beginning of a batch may be. */
  private static final int PIECE = 4000;

  /** Of a batch: its first offset, and how many bytes follow. */
  private static final int BATCH_HEAD = Long.BYTES + Integer.BYTES;

  /** Tears the end of a third of the partitions. */
  void tear(Random random) {
    for (var partition : list(directory.resolve("kafka"))) {
      if (Files.isDirectory(partition) && random.nextInt(3) == 0) {
        list(partition).stream()
            .filter(file -> file.toString().endsWith(".log"))
            .max(Comparator.naturalOrder())
            .ifPresent(segment -> tear(segment, random));
      }
    }
  }

  private static void tear(Path segment, Random random) {
    try (var file = FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var piece = new byte[1 + random.nextInt(PIECE)];
      switch (random.nextInt(3)) {
        case 0 -> random.nextBytes(piece);
        case 1 -> piece = beginning(file, piece);
        default -> {} // zeros
      }
      file.write(ByteBuffer.wrap(piece), file.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the segment's first batch, but for its last byte at least: its length stands in it. */
  private static byte[] beginning(FileChannel file, byte[] piece) throws IOException {
    var head = ByteBuffer.allocate(BATCH_HEAD);
    if (file.read(head, 0) < BATCH_HEAD) {
      return piece;
    }
    int length = BATCH_HEAD + head.getInt(BATCH_HEAD - Integer.BYTES) - 1;
    if (length < BATCH_HEAD || length > file.size()) {
      return piece; // it was torn itself
    }
    var beginning = new byte[Math.min(piece.length, length)];
    file.read(ByteBuffer.wrap(beginning), 0);
    return beginning;
  }

  private static List<Path> list(Path directory) {
    try (var entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
