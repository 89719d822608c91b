package org.descent.experiment.data;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a file that is not what it should be may be instead, by its first bytes. */
final class FileKind {
  private static final String UTF_16 = "it is text in UTF-16, expected UTF-8";
  private static final String COMPRESSED = "it is compressed (%s), unpack it first";

  /** What first bytes, read as ISO 8859-1, look like in a file of some kind. */
  private record Magic(Pattern bytes, String kind) {
    Magic(String bytes, String kind) {
      this(Pattern.compile(bytes, Pattern.DOTALL | Pattern.CASE_INSENSITIVE), kind);
    }
  }

  private static final List<Magic> KNOWN =
      List.of(
          new Magic("\\x1f\\x8b", COMPRESSED.formatted("gzip")),
          new Magic("BZh[1-9]1AY&SY", COMPRESSED.formatted("bzip2")),
          new Magic("\\xfd7zXZ\\x00", COMPRESSED.formatted("xz")),
          new Magic("\\x28\\xb5\\x2f\\xfd", COMPRESSED.formatted("zstd")),
          new Magic(
              "PK\\x03\\x04",
              "it is a zip archive; of a .npz file save each array by numpy.save, of a spreadsheet"
                  + " a table as CSV"),
          new Magic("\\x93NUMPY", "it is a NumPy file, which the data source npy reads"),
          new Magic("\\x89HDF", "it is HDF5; save each array by numpy.save"),
          new Magic("PAR1.*\\x00", "it is Parquet, which the data source parquet reads"),
          new Magic("\\xd0\\xcf\\x11\\xe0", "it is a spreadsheet; save it as CSV"),
          new Magic("version https://git-lfs", "it only points to a file in Git LFS"),
          new Magic(
              "(\\xef\\xbb\\xbf)?\\s*<(!doctype|html|\\?xml)",
              "it is HTML or XML, perhaps the page of a download that failed"),
          new Magic("\\xff\\xfe", UTF_16),
          new Magic("\\xfe\\xff", UTF_16));

  private FileKind() {}

  /** What a file beginning with {@code bytes} is known to be. */
  static Optional<String> of(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    return KNOWN.stream()
        .filter(magic -> magic.bytes().matcher(text).lookingAt())
        .map(Magic::kind)
        .findFirst();
  }

  /** {@code : } and what a file beginning with {@code bytes} is known to be, or nothing. */
  static String hint(byte[] bytes) {
    return of(bytes).map(kind -> ": " + kind).orElse("");
  }
}
