package org.descent.standalone.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.descent.experiment.results.Results;
import org.descent.experiment.results.ResultsCsv;
import org.descent.transport.Events;

/**
 * Where a run leaves its results: report.html, figures/, results.json, results.csv, curves/ and its
 * log.
 */
public final class ResultsDirectory {
  private static final ObjectMapper JSON =
      Events.json()
          .copy()
          .setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS)
          .enable(SerializationFeature.INDENT_OUTPUT);

  private final Path directory;

  /** The directory and those above it are made if they are missing. */
  public ResultsDirectory(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory);
  }

  /** The directory itself. */
  public Path path() {
    return directory;
  }

  /** Where the broker of a run keeps its log. */
  public static Path log(Path directory) {
    return directory.resolve("log");
  }

  /** Where the process writes what it does. */
  public static Path processLog(Path directory) {
    return directory.resolve("descent.log");
  }

  /** The curves of the experiment called {@code name}; its folder exists. */
  public Path curves(String name) throws IOException {
    return Files.createDirectories(directory.resolve("curves")).resolve(name + ".csv");
  }

  /** Writes results.json and results.csv; each is replaced as a whole or not at all. */
  public void write(Results results) throws IOException {
    replace(directory.resolve("results.json"), json(results) + "\n");
    replace(directory.resolve("results.csv"), csv(results));
  }

  /**
   * Writes report.html and figures/.
   *
   * @param figures SVG documents by the names of their files, without the ending
   * @return where the report stands
   */
  public Path write(String report, Map<String, String> figures) throws IOException {
    var folder = Files.createDirectories(directory.resolve("figures"));
    for (var figure : figures.entrySet()) {
      replace(folder.resolve(figure.getKey() + ".svg"), figure.getValue());
    }
    var page = directory.resolve("report.html");
    replace(page, report);
    return page;
  }

  /** The text of results.json. */
  public static String json(Results results) {
    try {
      return JSON.writeValueAsString(results);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of results.csv. */
  public static String csv(Results results) {
    try {
      var text = new StringBuilder();
      ResultsCsv.write(results.experiments(), text);
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the broker's log. */
  public void deleteLog() throws IOException {
    var log = log(directory);
    if (!Files.exists(log)) {
      return;
    }
    try (var files = Files.walk(log)) {
      for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void replace(Path file, String text) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(draft, text);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
