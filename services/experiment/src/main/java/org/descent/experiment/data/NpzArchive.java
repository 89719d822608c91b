package org.descent.experiment.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Quoted;

/**
 * A NumPy {@code .npz} file (numpy.savez, numpy.savez_compressed): a zip archive of {@code .npy}
 * files, stored or deflated.
 */
final class NpzArchive implements AutoCloseable {
  private static final String ARRAY = ".npy";

  private final Path file;
  private final ZipFile zip;

  private NpzArchive(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  /** Whether {@code file} begins as an archive does that has something in it. */
  static boolean begins(Path file) {
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(4), new byte[] {'P', 'K', 3, 4});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens {@code file}.
   *
   * @throws InvalidSpec if it is no such archive
   */
  static NpzArchive open(Path file) {
    try {
      return new NpzArchive(file, new ZipFile(file.toFile()));
    } catch (ZipException e) {
      throw new InvalidSpec(
          file
              + (begins(file)
                  ? ": broken or cut off: " + e.getMessage()
                  : ": not a NumPy archive" + FileKind.hint(Unpacked.head(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of its arrays, in their order. */
  List<String> names() {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(ARRAY))
        .map(name -> name.substring(0, name.length() - ARRAY.length()))
        .sorted()
        .toList();
  }

  /** Its only array. */
  NpyArray only() {
    var names = names();
    InvalidSpec.unless(
        names.size() == 1,
        "%s: an archive of the arrays %s; the data source npz says which: npz: {file: …, images: …,"
            + " labels: …}",
        file,
        Quoted.of(String.join(", ", names), "that it has"));
    return array("images", names.get(0));
  }

  /**
   * The array {@code name}.
   *
   * @param key that says which one it is, for messages
   */
  NpyArray array(String key, String name) {
    var entry = zip.getEntry(name + ARRAY);
    InvalidSpec.unless(
        entry != null,
        "%s: no array %s; it has %s, and %s says which to take",
        file,
        name,
        names().isEmpty() ? "none" : Quoted.of(String.join(", ", names()), "others"),
        key);
    DataDirectory.requireSize(file, entry.getSize());
    try (var in = zip.getInputStream(entry)) {
      return NpyArray.parse(file + ", array " + name, in.readNBytes((int) DataDirectory.MAX_BYTES));
    } catch (ZipException e) {
      throw new InvalidSpec(file + ", array " + name + ": broken: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
