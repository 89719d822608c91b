package org.descent.standalone.files;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has been written to a directory: a file of JSON objects, one a line, that only grows. */
final class FileList implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Path file;
  private final Map<String, Set<Written>> entries = new LinkedHashMap<>();
  private OutputStream out;

  /**
   * A line of the list.
   *
   * @param path from the directory, with slashes
   * @param digest of the file's bytes, as {@link Digest} has it; null for a log, which is ours as
   *     it grows. Its name in the file is that of the only one there was.
   * @param size in bytes
   */
  record Written(String path, @JsonProperty("sha256") String digest, long size) {}

  /** The list in {@code file}, which need not exist. */
  FileList(Path file) {
    this.file = file;
  }

  /** Reads what the file says. */
  void read() throws IOException {
    entries.clear();
    if (!Files.exists(file)) {
      return;
    }
    for (var line : Files.readAllLines(file)) {
      try {
        var entry = JSON.readValue(line, Written.class);
        if (isInside(entry.path())) {
          entries.computeIfAbsent(entry.path(), path -> new LinkedHashSet<>()).add(entry);
        }
      } catch (JsonProcessingException e) {
        // Half a line: its file has not been written.
      }
    }
  }

  /** The paths that are listed. */
  List<String> paths() {
    return List.copyOf(entries.keySet());
  }

  /** Everything that was written to {@code path}, the last at the end; empty if nothing was. */
  Set<Written> at(String path) {
    return entries.getOrDefault(path, Set.of());
  }

  /** Forgets what was written to {@code path}; the file is not changed. */
  void remove(String path) {
    entries.remove(path);
  }

  /** Of all that was written to a path, only {@code entry} is there; the file is not changed. */
  void keep(Written entry) {
    entries.put(entry.path(), new LinkedHashSet<>(Set.of(entry)));
  }

  /**
   * Replaces the file by what is known, and makes ready to add to it.
   *
   * @param draft where it is written first
   */
  void open(Path draft) throws IOException {
    var text = new StringBuilder();
    for (var written : entries.values()) {
      for (var entry : written) {
        text.append(line(entry));
      }
    }
    Files.writeString(draft, text);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    out = Files.newOutputStream(file, StandardOpenOption.APPEND);
  }

  /** Adds to the file. */
  void add(Written entry) throws IOException {
    out.write(line(entry).getBytes(StandardCharsets.UTF_8));
    entries.computeIfAbsent(entry.path(), path -> new LinkedHashSet<>()).add(entry);
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }

  /**
   * It begins with the end of the one before, of which half may be missing where a disk was full.
   */
  private static String line(Written entry) throws JsonProcessingException {
    return "\n" + JSON.writeValueAsString(entry);
  }

  /** Whoever gives a directory away might list what is not in it. */
  private static boolean isInside(String path) {
    if (path == null || path.isEmpty()) {
      return false;
    }
    var relative = Path.of(path);
    return !relative.isAbsolute()
        && relative.equals(relative.normalize())
        && !relative.startsWith("..");
  }
}
