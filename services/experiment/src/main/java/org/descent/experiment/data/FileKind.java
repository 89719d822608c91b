package org.descent.experiment.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a file that is not what it should be may be instead, by its first bytes. */
final class FileKind {
  /** The most bytes that are looked at: enough for the header line of a wide table. */
  private static final int LOOKED_AT = 1 << 16;

  private static final String UTF_16 = "it is text in UTF-16, expected UTF-8";
  private static final String COMPRESSED = "it is compressed (%s), unpack it first";

  /** First bytes, written as ISO 8859-1, and what begins with them. */
  private record Magic(String bytes, String kind) {}

  private static final List<Magic> KNOWN =
      List.of(
          new Magic("\u001f\u008b", COMPRESSED.formatted("gzip")),
          new Magic("BZh", COMPRESSED.formatted("bzip2")),
          new Magic("\u00fd7zXZ", COMPRESSED.formatted("xz")),
          new Magic("\u0028\u00b5\u002f\u00fd", COMPRESSED.formatted("zstd")),
          new Magic(
              "PK\u0003\u0004",
              "it is a zip archive; of a .npz file save each array by numpy.save, of a spreadsheet"
                  + " a table as CSV"),
          new Magic("\u0093NUMPY", "it is a NumPy file, which the data source npy reads"),
          new Magic("\u0089HDF", "it is HDF5; save each array by numpy.save"),
          new Magic("PAR1", "it is Parquet; save it as CSV"),
          new Magic("\u00d0\u00cf\u0011\u00e0", "it is a spreadsheet; save it as CSV"),
          new Magic("version https://git-lfs", "it only points to a file in Git LFS"),
          new Magic("<", "it is HTML or XML, perhaps the page of a download that failed"),
          new Magic("\u00ff\u00fe", UTF_16),
          new Magic("\u00fe\u00ff", UTF_16));

  private FileKind() {}

  /** What a file beginning with {@code bytes} is known to be. */
  static Optional<String> of(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    return KNOWN.stream().filter(m -> text.startsWith(m.bytes())).map(Magic::kind).findFirst();
  }

  /** {@code : } and what a file beginning with {@code bytes} is known to be, or nothing. */
  static String hint(byte[] bytes) {
    return of(bytes).map(kind -> ": " + kind).orElse("");
  }

  /** The first bytes of {@code file}. */
  static byte[] head(Path file) {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(LOOKED_AT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
