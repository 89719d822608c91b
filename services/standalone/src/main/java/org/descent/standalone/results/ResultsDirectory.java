package org.descent.standalone.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.Results;
import org.descent.experiment.results.ResultsCsv;
import org.descent.experiment.results.ResultsParquet;
import org.descent.standalone.broker.LogDirectory;
import org.descent.standalone.files.NotOurs;
import org.descent.standalone.files.OwnFiles;
import org.descent.standalone.files.OwnFiles.Content;
import org.descent.standalone.files.Remembered;
import org.descent.transport.Events;

/**
 * Where a run leaves its results: report.html, figures/, results.json, results.csv, curves/,
 * landscapes/, where it is wanted results.parquet and, while it is under way, its log. What else is
 * in the directory is not touched.
 */
public final class ResultsDirectory implements AutoCloseable {
  private static final ObjectMapper JSON =
      Events.json()
          .copy()
          .setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS)
          .enable(SerializationFeature.INDENT_OUTPUT);

  private static final String LOG = "descent-log";
  private static final String PROCESS_LOG = "descent.log";

  /** By this name the process's log is set aside when the next process begins one. */
  private static final String PROCESS_LOG_BEFORE = "descent.log.1";

  /** The name of the file with all results. */
  public static final String RESULTS_JSON = "results.json";

  private static final String RESULTS_CSV = "results.csv";
  private static final String RESULTS_PARQUET = "results.parquet";
  private static final String REPORT = "report.html";
  private static final String CURVES = "curves";
  private static final String LANDSCAPES = "landscapes";
  private static final String FIGURES = "figures";

  private final OwnFiles files;
  private final Intent intent;
  private boolean replaces;

  /**
   * What is going to be written to a directory.
   *
   * @param experiments whose results
   * @param names of the files of their curves, without the ending
   * @param report whether there will be a report with figures
   * @param parquet whether results and curves are written as Parquet too
   * @param run whether a process with its log will work there, rather than only write results
   * @param replace whether the results of other experiments may be replaced, and their log used
   */
  public record Intent(
      List<Remembered> experiments,
      List<String> names,
      boolean report,
      boolean parquet,
      boolean run,
      boolean replace) {
    public Intent {
      experiments = List.copyOf(experiments);
      names = List.copyOf(names);
    }
  }

  private ResultsDirectory(OwnFiles files, Intent intent) {
    this.files = files;
    this.intent = intent;
  }

  /**
   * Opens a directory for this process alone; it is made if it is missing, and left as it is if
   * what is intended cannot be done there.
   *
   * @throws NotOurs if a file is in the way that Descent did not write
   * @throws OtherExperiments if results or work of other experiments would be lost
   */
  public static ResultsDirectory open(Path path, Intent intent) throws IOException {
    var directory = new ResultsDirectory(OwnFiles.in(path), intent);
    directory.requireRoom();
    directory.files.lock();
    try {
      directory.requireRoom();
      directory.replaces =
          directory.experiments().stream()
              .anyMatch(one -> one.to(intent.experiments()) != Remembered.Relation.SAME);
      if (intent.run()) {
        directory.files.addLog(PROCESS_LOG);
        directory.files.addLog(PROCESS_LOG_BEFORE);
      }
      return directory;
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** The directory itself. */
  public Path path() {
    return files.directory();
  }

  /** Where the broker of a run keeps its log. */
  public LogDirectory log() {
    return log(path());
  }

  /** Where the broker of a run with results in {@code directory} keeps its log. */
  public static LogDirectory log(Path directory) {
    return new LogDirectory(directory.resolve(LOG));
  }

  /** Where the process writes what it does. */
  public static Path processLog(Path directory) {
    return directory.resolve(PROCESS_LOG);
  }

  /** The experiments whose results are here. */
  public List<Remembered> experiments() throws IOException {
    return Remembered.all(files.note());
  }

  /**
   * Those of them whose data have changed since. Of what is in the log, control will tell the same.
   */
  public List<Remembered> onOtherData() throws IOException {
    var log = log().experiments().stream().map(Remembered::experiment).toList();
    return experiments().stream()
        .filter(one -> one.to(intent.experiments()) == Remembered.Relation.OTHER_DATA)
        .filter(one -> !log.contains(one.experiment()))
        .toList();
  }

  /** From here on the results of {@code experiments} are written, in place of all others. */
  public void begin(List<Remembered> experiments) throws IOException {
    files.note(Remembered.text(experiments));
  }

  /** The curves of the experiment called {@code name}. */
  public Path curvesFile(String name) {
    return path().resolve(curves(name));
  }

  /** Writes the curves of the experiment called {@code name}. */
  public Path writeCurves(String name, Content curves) throws IOException {
    return files.write(curves(name), curves);
  }

  /** Writes the landscapes of the experiment called {@code name}. */
  public Path writeLandscapes(String name, Content landscapes) throws IOException {
    return files.write(landscapes(name), landscapes);
  }

  /** Whether results and curves are wanted as Parquet too. */
  public boolean parquet() {
    return intent.parquet();
  }

  /** Writes the curves of the experiment called {@code name} as Parquet. */
  public Path writeCurvesParquet(String name, Content curves) throws IOException {
    return files.write(curvesParquet(name), curves);
  }

  /**
   * Writes results.json, results.csv and, where it is wanted, results.parquet; each is replaced as
   * a whole or not at all.
   */
  public void write(Results results) throws IOException {
    write(RESULTS_JSON, json(results) + "\n");
    write(RESULTS_CSV, csv(results));
    if (parquet()) {
      files.write(RESULTS_PARQUET, draft -> writeParquet(results, draft));
    }
  }

  /**
   * Writes report.html and figures/.
   *
   * @param figures SVG documents by the names of their files, without the ending
   * @return where the report stands
   */
  public Path write(String report, Map<String, String> figures) throws IOException {
    for (var figure : figures.entrySet()) {
      write(FIGURES + "/" + figure.getKey() + ".svg", figure.getValue());
    }
    return write(REPORT, report);
  }

  /** Writes another file, at {@code path} from the directory. */
  public void writeFile(Path path, Content content) throws IOException {
    files.write(OwnFiles.slashed(path), content);
  }

  /** Writes a folder of other files, at {@code path} from the directory. */
  public void writeFolder(Path path, Content content) throws IOException {
    files.writeFolder(OwnFiles.slashed(path), content);
  }

  /**
   * Removes what an earlier command has written here and this one has not written again: curves,
   * landscapes and figures, and whatever there was of other experiments.
   *
   * @return what has been changed since it was written, and so was left
   */
  public List<Path> removeStale() throws IOException {
    return files.removeOthers(
        path ->
            replaces && !isLog(path)
                || isIn(CURVES, path)
                || isIn(LANDSCAPES, path)
                || intent.report() && isIn(FIGURES, path));
  }

  /** Lets others work here. */
  @Override
  public void close() {
    files.close();
  }

  /** What results.json in {@code directory} says. */
  public static Results read(Path directory) throws IOException {
    try (var file = Files.newInputStream(directory.resolve(RESULTS_JSON))) {
      return Events.json().readValue(file, Results.class);
    }
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

  private static void writeParquet(Results results, Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      ResultsParquet.write(results.experiments(), out);
    }
  }

  private void requireRoom() throws IOException {
    if (intent.run()) {
      if (Files.exists(log().path(), LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(log().path(), LinkOption.NOFOLLOW_LINKS)) {
        throw new NotOurs(log().path(), "is not a folder");
      }
      log().requireOurs();
      files.requireOurs(PROCESS_LOG);
      files.requireOurs(PROCESS_LOG_BEFORE);
    }
    files.requireOurs(RESULTS_JSON);
    files.requireOurs(RESULTS_CSV);
    for (var name : intent.names()) {
      files.requireOurs(curves(name));
      files.requireOurs(landscapes(name));
      if (parquet()) {
        files.requireOurs(curvesParquet(name));
      }
    }
    if (parquet()) {
      files.requireOurs(RESULTS_PARQUET);
    }
    if (intent.report()) {
      files.requireOurs(REPORT);
      files.requireOurs(FIGURES, name -> name.matches("figure-.*\\.svg"));
    }
    if (!intent.replace()) {
      if (intent.run()) {
        OtherExperiments.unlessTheirLog(log().path(), log().experiments(), intent.experiments());
      }
      OtherExperiments.unlessTheirResults(path(), experiments(), intent.experiments());
    }
  }

  private Path write(String path, String text) throws IOException {
    return files.write(path, draft -> Files.writeString(draft, text));
  }

  private static String curves(String name) {
    return CURVES + "/" + name + ".csv";
  }

  private static String landscapes(String name) {
    return LANDSCAPES + "/" + name + ".csv";
  }

  private static String curvesParquet(String name) {
    return CURVES + "/" + name + ".parquet";
  }

  private static boolean isLog(String path) {
    return path.equals(PROCESS_LOG) || path.equals(PROCESS_LOG_BEFORE);
  }

  private static boolean isIn(String folder, String path) {
    return path.startsWith(folder + "/");
  }
}
