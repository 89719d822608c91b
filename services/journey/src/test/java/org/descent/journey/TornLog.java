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
import org.apache.kafka.common.record.DefaultRecordBatch;

/**
 * The log of a broker that has been killed, and the last segments of it as a power cut leaves them:
 * with the beginning of what was being written, with zeros where space was taken before it was
 * used, or with noise. What was there before stays. What nobody has read since it was torn was not
 * being written either, and stays as it is: two pieces may make a whole batch, which no power cut
 * does.
 */
record TornLog(Path directory) {
  /** As much as the beginning of a batch may be. */
  private static final int PIECE = 4000;

  /** Of a batch: its first offset, and how many bytes follow. */
  private static final int BATCH_HEAD = Long.BYTES + Integer.BYTES;

  /** Bytes that follow in the smallest of batches, but for its records. */
  private static final int LEAST = DefaultRecordBatch.RECORD_BATCH_OVERHEAD - BATCH_HEAD;

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
      int kind = random.nextInt(3);
      if (!whole(file)) {
        return;
      }
      switch (kind) {
        case 0 -> random.nextBytes(piece);
        case 1 -> piece = beginning(file, piece);
        default -> {} // zeros
      }
      file.write(ByteBuffer.wrap(piece), file.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it ends where a batch does. */
  private static boolean whole(FileChannel file) throws IOException {
    long at = 0;
    while (at < file.size()) {
      int following = following(file, at);
      if (following < LEAST) {
        return false;
      }
      at += BATCH_HEAD + following;
    }
    return at == file.size();
  }

  /** Of the segment's first batch, but for its last byte at least. */
  private static byte[] beginning(FileChannel file, byte[] piece) throws IOException {
    if (file.size() == 0) {
      return piece;
    }
    int length = BATCH_HEAD + following(file, 0) - 1;
    var beginning = new byte[Math.min(piece.length, length)];
    file.read(ByteBuffer.wrap(beginning), 0);
    return beginning;
  }

  /** How many bytes follow the head of the batch at {@code at}; 0 if there is none. */
  private static int following(FileChannel file, long at) throws IOException {
    var head = ByteBuffer.allocate(BATCH_HEAD);
    return file.read(head, at) < BATCH_HEAD ? 0 : head.getInt(BATCH_HEAD - Integer.BYTES);
  }

  private static List<Path> list(Path directory) {
    try (var entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
