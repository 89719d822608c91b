package org.descent.standalone.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * What tells a file that has been changed from one that is as it was written: a checksum, since
 * nobody but its owner is to be told anything, and curves are many megabytes. Earlier releases
 * wrote SHA-256, without a name in front.
 */
final class Digest {
  private static final String CHECKSUM = "crc32c:";
  private static final String HASH = "SHA-256";
  private static final int CHUNK = 1 << 16;

  private Digest() {}

  /** Of the bytes in {@code file}. */
  static String of(Path file) throws IOException {
    return of(file, CHECKSUM);
  }

  /** The same by the means that {@code like} was made by. */
  static String of(Path file, String like) throws IOException {
    if (kind(like).equals(HASH)) {
      var hash = hash();
      read(file, hash::update);
      return HexFormat.of().formatHex(hash.digest());
    }
    var checksum = new CRC32C();
    read(file, checksum::update);
    return CHECKSUM + HexFormat.of().toHexDigits((int) checksum.getValue());
  }

  /** By what means {@code digest} was made. */
  static String kind(String digest) {
    return digest.startsWith(CHECKSUM) ? CHECKSUM : HASH;
  }

  private interface Taking {
    void take(byte[] bytes, int from, int length);
  }

  private static void read(Path file, Taking taking) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var chunk = new byte[CHUNK];
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        taking.take(chunk, 0, length);
      }
    }
  }

  private static MessageDigest hash() {
    try {
      return MessageDigest.getInstance(HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
