package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.descent.contracts.Ids;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.SplitSpec;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;

/** Makes an experiment of its document, or notes everything that is wrong with it. */
final class ExperimentBinder {
  static final String API_VERSION = "descent/v1";

  /** The keys of an experiment. */
  static final List<String> KEYS =
      Stream.of(
              List.of("apiVersion", "kind", "name", "title", "data", "split"),
              TrainingReader.KEYS,
              List.of("vary", "seeds", "reported"))
          .flatMap(List::stream)
          .toList();

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");

  private final Tree.Mapping written;
  private final Tree.Mapping complete;
  private final Problems problems;

  private ExperimentBinder(Tree.Mapping written, Problems problems) {
    this.written = written;
    this.complete = Defaults.fill(written);
    this.problems = problems;
  }

  /**
   * The experiment that {@code tree} describes.
   *
   * @throws Problems.Unusable after noting what is wrong
   */
  static Experiment bind(Tree tree, Problems problems) {
    if (!(tree instanceof Tree.Mapping mapping) || mapping.entries().isEmpty()) {
      throw new Value(tree, "", problems).unlike("a map with apiVersion, kind, name, data, …");
    }
    return new ExperimentBinder(mapping, problems).experiment();
  }

  private Fields fields(Tree.Mapping tree, Problems noting) {
    return new Value(tree, "", noting).fields(KEYS.toArray(String[]::new));
  }

  private Experiment experiment() {
    int before = problems.count();
    var fields = fields(complete, problems);
    fields.need("apiVersion", "", v -> v.word(Map.of(API_VERSION, "")));
    fields.need("kind", "", v -> v.word(Map.of("Experiment", "")));
    var name = fields.need("name", "", ExperimentBinder::name);
    var title = fields.text("title", name);
    var data = fields.need("data", new DataSpec.Xor(), DataReader::data);
    var split = fields.need("split", SplitSpec.NONE, DataReader::split);
    var seeds = fields.need("seeds", List.of(1L), Seeds::all);
    List<Axis> axes = fields.read("vary", List.of(), Axis::all);
    boolean countable = problems.count() == before && few(axes, seeds);
    var reported = fields.read("reported", List.<Reported>of(), v -> Reported.all(v, axes));
    var variants =
        countable ? variants(name, axes, reported, KnownData.of(data), split) : untold(fields);
    return fields.make(() -> made(name, title, data, split, seeds, variants));
  }

  private static String name(Value value) {
    var name = value.text();
    if (!NAME.matcher(name).matches()) {
      throw value.unlike("up to 60 of the characters a-z, 0-9 and -");
    }
    return name;
  }

  /** Whether there are not too many trials to list. */
  private boolean few(List<Axis> axes, List<Long> seeds) {
    long variants = Combination.count(axes);
    if (variants <= ExperimentReader.MAX_TRIALS / seeds.size()) {
      return true;
    }
    problems.add(
        complete.get("vary").orElse(complete).place(),
        "vary",
        String.format(
            "%s variants with %s seeds each, expected at most %s trials",
            variants == Long.MAX_VALUE ? "more than 10^18" : variants,
            seeds.size(),
            ExperimentReader.MAX_TRIALS));
    return false;
  }

  /** No variants; but whatever else is wrong, the training part is read for its own problems. */
  private List<Variant> untold(Fields fields) {
    problems.attempt(() -> TrainingReader.training(fields));
    return List.of();
  }

  private List<Variant> variants(
      String name, List<Axis> axes, List<Reported> reported, KnownData known, SplitSpec split) {
    var found = new VariantProblems();
    var variants = new ArrayList<Variant>();
    int count = (int) Combination.count(axes);
    for (int ordinal = 0; ordinal < count && !found.many(); ordinal++) {
      var combination = Combination.at(axes, ordinal);
      var settings = combination.settings();
      var label = settings.isEmpty() ? name : String.join(", ", settings.values());
      var own = new Problems();
      int place = ordinal;
      own.attempt(
              () -> {
                var tree = combination.applied(complete, own);
                var training = TrainingReader.training(fields(tree, own));
                new FitReader(known, split, own).check(training, tree);
                return training;
              })
          .map(t -> new Variant(place, label, settings, t, Reported.of(reported, settings)))
          .ifPresent(variants::add);
      found.add(label, own);
    }
    found.tell(problems, axes.isEmpty());
    return variants;
  }

  /** Problems of variants, told once however many variants have them. */
  private static final class VariantProblems {
    private final Map<Problem, List<String>> labels = new LinkedHashMap<>();
    private int variants;

    void add(String label, Problems problems) {
      variants++;
      problems.all().forEach(p -> labels.computeIfAbsent(p, key -> new ArrayList<>()).add(label));
    }

    boolean many() {
      return labels.size() >= Problems.MOST;
    }

    /** Those that not all variants share are told with the first variant that has them. */
    void tell(Problems problems, boolean single) {
      labels.forEach(
          (problem, of) ->
              problems.add(
                  single || of.size() == variants
                      ? problem
                      : new Problem(
                          problem.file(),
                          problem.line(),
                          problem.path(),
                          problem.message() + " (variant " + of.get(0) + ")")));
    }
  }

  private Experiment made(
      String name,
      String title,
      DataSpec data,
      SplitSpec split,
      List<Long> seeds,
      List<Variant> variants) {
    var document = written.plain();
    var canonical = Canonical.text(document);
    if (canonical.length() > ExperimentReader.MAX_DOCUMENT) {
      throw problems.add(
          written.place(),
          "",
          String.format(
              "the experiment has %s characters, expected at most %s",
              canonical.length(), ExperimentReader.MAX_DOCUMENT));
    }
    var id = Ids.experiment(name, canonical);
    return new Experiment(id, id, name, title, document, data, split, seeds, variants);
  }
}
