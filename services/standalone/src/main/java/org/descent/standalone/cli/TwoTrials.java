package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.Split;
import org.descent.learning.NativeLibrary;
import org.descent.learning.NoNativeLibrary;
import org.descent.learning.instrument.ModeConnection;
import org.descent.standalone.export.RecordedLog;
import org.descent.standalone.export.TrialConnection;
import org.descent.standalone.results.ResultsDirectory;
import org.descent.standalone.table.Numbers;
import picocli.CommandLine.Option;

/** Two trials of an export, and the loss between their weights. */
final class TwoTrials {
  private static final int MOST_POINTS = 1001;
  private static final int MOST_STEPS = 100_000;

  @Option(
      names = "--between",
      paramLabel = "TRIAL",
      split = ",",
      description =
          "Write the loss between two trials' weights (ids as in results.csv, with a comma): along"
              + " the straight line, and along a curve that is trained to where it is low, to"
              + " DIR/between/TRIAL-TRIAL.csv.")
  private List<String> between = List.of();

  @Option(
      names = "--between-points",
      paramLabel = "N",
      description = "Points of each way (default ${DEFAULT-VALUE}).")
  private int points = 51;

  @Option(
      names = "--between-steps",
      paramLabel = "N",
      description = "Steps of training the curve (default ${DEFAULT-VALUE}); 0 leaves it straight.")
  private int steps = 300;

  @Option(
      names = "--between-on",
      paramLabel = "SPLIT",
      description = "train (default), validation or test.")
  private String on = Split.TRAIN.word();

  /** Refuses to go on if they are asked for where there are no models. */
  void withoutModels(String source) {
    if (!between.isEmpty()) {
      throw new UserMistake(
          "--between: " + source + " has no models, expected --bootstrap HOST:PORT or --log DIR");
    }
  }

  /**
   * Those of {@code experiments} (ids), if they are asked for.
   *
   * @throws UserMistake if there is no way between them
   */
  List<TrialTrained> chosen(RecordedLog log, List<String> experiments) {
    if (between.isEmpty()) {
      return List.of();
    }
    if (between.size() != 2 || between.get(0).equals(between.get(1))) {
      throw new UserMistake(
          "--between " + String.join(",", between) + ", expected two trials with a comma");
    }
    require("--between-points", points, 2, MOST_POINTS);
    require("--between-steps", steps, 0, MOST_STEPS);
    if (Split.of(on).isEmpty()) {
      throw new UserMistake("--between-on " + on + ", expected train, validation or test");
    }
    var both = new ArrayList<TrialTrained>();
    between.forEach(trial -> both.add(trained(log, experiments, trial)));
    var one = both.get(0);
    var other = both.get(1);
    boolean alike =
        one.training().network().uninitialised().equals(other.training().network().uninitialised())
            && one.training().loss() == other.training().loss()
            && one.dataset().dataset().equals(other.dataset().dataset());
    if (!alike) {
      throw new UserMistake(
          "--between "
              + String.join(",", between)
              + ": they have not the same network, loss and data");
    }
    if (one.dataset().rowsBySplit().getOrDefault(Split.of(on).orElseThrow(), 0) == 0) {
      throw new UserMistake("--between-on " + on + ": there are no examples for it");
    }
    return both;
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UserMistake(option + " " + value + ", expected " + least + " to " + most);
    }
  }

  private static TrialTrained trained(RecordedLog log, List<String> experiments, String trial) {
    for (var id : experiments) {
      if (log.ledger(id).end(trial).orElse(null) instanceof TrialEvaluated evaluated) {
        return evaluated.training();
      }
    }
    throw new UserMistake(
        "--between " + trial + ": no such trial has been trained; ids are in results.csv");
  }

  /** Returns if they can be connected, should that be asked for. */
  void requireLibrary() throws NoNativeLibrary {
    if (!between.isEmpty()) {
      NativeLibrary.load();
    }
  }

  /** Writes what lies between {@code both}. */
  void write(
      List<TrialTrained> both,
      Map<String, Object> broker,
      ResultsDirectory directory,
      Consumer<String> said)
      throws IOException {
    if (both.isEmpty()) {
      return;
    }
    var split = Split.of(on).orElseThrow();
    List<ModeConnection.Point> way;
    try {
      way = new TrialConnection(broker).between(both.get(0), both.get(1), split, points, steps);
    } catch (InvalidSpec e) {
      throw new UserMistake("--between: " + e.getMessage());
    }
    var file = Path.of("between", between.get(0) + "-" + between.get(1) + ".csv");
    directory.writeFile(file, draft -> Files.writeString(draft, TrialConnection.csv(way)));
    said.accept(TrialConnection.inWords(way, on));
    said.accept(Numbers.counted(way.size(), "point") + " in " + directory.path().resolve(file));
  }
}
