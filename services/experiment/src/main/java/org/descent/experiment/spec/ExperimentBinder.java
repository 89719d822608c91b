package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.descent.contracts.Ids;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.EffectiveTraining;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.SplitSpec;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.VariantSearch;
import org.descent.experiment.data.DataSources;
import org.descent.experiment.data.KnownData;

/** Makes an experiment of its document, or notes everything that is wrong with it. */
final class ExperimentBinder {
  static final String API_VERSION = "descent/v1";

  /** The keys of an experiment. */
  static final List<String> KEYS =
      Stream.of(
              List.of("apiVersion", "kind", "name", "title", "data", "split", "prepare"),
              TrainingReader.KEYS,
              List.of("vary", Fork.FORK, "search", "seeds", "reported", ClaimReader.CLAIMS))
          .flatMap(List::stream)
          .toList();

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");

  private final Tree.Mapping written;
  private final Tree.Mapping complete;
  private final Problems problems;
  private List<Unread> unread = List.of();

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
  static Bound bind(Tree tree, Problems problems) {
    if (!(tree instanceof Tree.Mapping mapping) || mapping.entries().isEmpty()) {
      throw new Value(tree, "", problems).unlike("a map with apiVersion, kind, name, data, …");
    }
    var binder = new ExperimentBinder(mapping, problems);
    return new Bound(binder.experiment(), binder.unread);
  }

  /**
   * An experiment that has been made.
   *
   * @param unread what none of its variants reads of what is written
   */
  record Bound(Experiment experiment, List<Unread> unread) {}

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
    var known = problems.count() == before ? DataSources.known(data) : KnownData.NOTHING;
    var split = fields.need("split", SplitSpec.NONE, v -> DataReader.split(v, known));
    var preparation =
        fields.read("prepare", List.<PreparationSpec>of(), v -> PreparationReader.steps(v, known));
    boolean searches = fields.get(SearchReader.SEARCH).isPresent();
    var seeds = searches ? List.of(1L) : fields.need("seeds", List.of(1L), Seeds::all);
    List<Axis> early = fields.read("vary", List.of(), Axis::all);
    var forks = fields.read(Fork.FORK, List.<Fork>of(), Fork::all);
    var axes = Fork.axes(early, forks);
    apart(axes, searches && !forks.isEmpty());
    boolean countable = problems.count() == before && few(axes, seeds);
    apart(known, split);
    var reported =
        fields.read("reported", List.<Reported>of(), v -> Reported.all(v, axes, known, split));
    if (searches && !reported.isEmpty()) {
      problems.add(place("reported"), "reported", "is of variants that a search may never propose");
    }
    var wanted = searches ? search(fields, axes, known, split) : null;
    if (!countable || searches && wanted == null) {
      // whatever else is wrong, the training part is read for its own problems
      problems.attempt(() -> TrainingReader.training(fields));
      throw Problems.UNUSABLE;
    }
    if (searches) {
      var search = new SearchBinder(wanted, complete, axes, known, split).search(problems);
      requireWinner(fields, TrainingReader.LANDSCAPES, search);
      requireWinner(fields, ClaimReader.CLAIMS, search);
      return fields.make(
          () -> {
            var made = made(name, title, data, split, preparation, List.of(), List.of());
            var searching = searching(made, search);
            return searching.claiming(
                ClaimReader.read(fields, axes, searching.variants(), known, split));
          });
    }
    var grid = new Grid(early, forks, axes);
    var cells = cells(name, grid, reported, known, split);
    return fields.make(
        () -> {
          boolean all = cells.size() == Combination.count(axes); // else it is full of problems
          if (all && problems.strict()) {
            var trainings = cells.stream().map(cell -> cell.variant().training()).toList();
            Fork.check(forks, trainings, place(Fork.FORK), problems);
            makeSense(axes, cells, seeds, split, known.forTraining(split));
          }
          var variants = cells.stream().map(Cell::variant).toList();
          var made = made(name, title, data, split, preparation, seeds, variants);
          return made.claiming(ClaimReader.read(fields, axes, variants, known, split));
        });
  }

  /**
   * What varies.
   *
   * @param early from the start
   * @param forks what changes later, in order
   * @param axes of both
   */
  private record Grid(List<Axis> early, List<Fork> forks, List<Axis> axes) {}

  /** Notes forks of a search, and axes that would be called the same. */
  private void apart(List<Axis> axes, boolean forkedSearch) {
    if (forkedSearch) {
      problems.add(
          place(Fork.FORK),
          Fork.FORK,
          "stands beside a search, expected one of them: a search that has found a variant can be followed by an experiment that forks it");
    }
    var names = new HashSet<String>();
    for (var axis : axes) {
      if (!names.add(axis.name())) {
        problems.add(
            axis.values().get(0).tree().place(),
            axis.at(),
            "is called " + axis.name() + " as another axis is, expected distinct names");
      }
    }
  }

  /** Notes {@code key} where a search has no winner that it could be of. */
  private void requireWinner(Fields fields, String key, VariantSearch search) {
    if (fields.get(key).isPresent() && !search.confirms()) {
      problems.add(
          place(key),
          key,
          "are of a search's winner from fresh seeds, and there are none here, expected one"
              + " objective and 'seeds: {fresh: 5}' or the like");
    }
  }

  /** Null if it cannot be read. */
  private SearchReader.Written search(
      Fields fields, List<Axis> axes, KnownData known, SplitSpec split) {
    var seeds =
        written
            .get("seeds")
            .filter(tree -> !(tree instanceof Tree.Empty))
            .map(tree -> new Value(tree, "seeds", problems));
    return fields.read(
        SearchReader.SEARCH, null, v -> new SearchReader(axes, known, split).read(v, seeds));
  }

  /** What a search proposes before it has heard of any results is known from the start. */
  private static Experiment searching(Experiment experiment, VariantSearch search) {
    var searching = experiment.searching(search);
    return searching.with(search.first().stream().map(search::variant).toList());
  }

  /** Notes shares of the training data for splits that have a source of their own. */
  private void apart(KnownData known, SplitSpec split) {
    for (var part : List.of(Split.VALIDATION, Split.TEST)) {
      double share = part == Split.TEST ? split.test() : split.validation();
      if (share > 0 && known.apart().containsKey(part)) {
        problems.add(
            written.at("split", part.word()).place(),
            "split." + part.word(),
            Numbers.text(share) + ", expected none: the data have a part for " + part.word());
      }
    }
    if (split.folds() > 0 && known.apart().containsKey(Split.VALIDATION)) {
      problems.add(
          written.at("split", "folds").place(),
          "split.folds",
          split.folds() + ", expected none: the data have a part for validation");
    }
  }

  /** Notes what could be trained, but shows nothing. */
  private void makeSense(
      List<Axis> axes,
      List<Cell> cells,
      List<Long> seeds,
      SplitSpec split,
      EffectiveTraining.Data data) {
    int before = problems.count();
    unread = Unread.byAll(cells.stream().map(Cell::unread).toList());
    new Distinction(axes, cells, data, problems).check();
    unread.stream()
        .filter(u -> u.vain() && axes.stream().noneMatch(axis -> axis.puts(u.path())))
        .forEach(u -> problems.add(place(u.path().replaceFirst("[.].*", "")), u.path(), u.why()));
    boolean seeded =
        cells.stream().anyMatch(c -> EffectiveTraining.of(c.variant().training(), data).seeded());
    evenly(seeds, split);
    if (!seeded && seeds.size() > split.ways()) {
      problems.add(
          place("seeds"),
          "seeds",
          seeds.size()
              + " of them train the same network, expected "
              + split.ways()
              + ": parameters start as constants and"
              + " batches are full");
    }
    if (problems.count() > before) {
      throw Problems.UNUSABLE;
    }
  }

  /** Notes seeds that do not take every fold equally often. */
  private void evenly(List<Long> seeds, SplitSpec split) {
    var counts =
        IntStream.rangeClosed(1, split.folds())
            .map(fold -> (int) seeds.stream().filter(seed -> split.fold(seed) == fold).count())
            .boxed()
            .toList();
    if (counts.stream().distinct().count() > 1) {
      problems.add(
          place(written.get("seeds").isPresent() ? "seeds" : "split"),
          "seeds",
          "folds 1 to "
              + split.folds()
              + " are validated by "
              + counts
              + " of them, expected as many each, as with "
              + split.folds() * (seeds.size() / split.folds() + 1)
              + " seeds: seed s takes fold 1 + (s - 1) mod "
              + split.folds());
    }
  }

  private Place place(String key) {
    return written.get(key).orElse(written).place();
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
        place("vary"),
        "vary",
        String.format(
            "%s variants with %s seeds each, expected at most %s trials",
            variants == Long.MAX_VALUE ? "more than 10^18" : variants,
            seeds.size(),
            ExperimentReader.MAX_TRIALS));
    return false;
  }

  private List<Cell> cells(
      String name, Grid grid, List<Reported> reported, KnownData known, SplitSpec split) {
    var axes = grid.axes();
    var found = new VariantProblems();
    var cells = new ArrayList<Cell>();
    int count = (int) Combination.count(axes);
    for (int ordinal = 0; ordinal < count && !found.many(); ordinal++) {
      var combination = Combination.at(axes, ordinal);
      var settings = combination.settings();
      var label = settings.isEmpty() ? name : ValueWords.label(settings);
      var own = problems.another();
      int place = ordinal;
      own.attempt(
              () -> {
                var rest = combination.after(grid.early().size());
                var tree = combination.first(grid.early().size()).applied(complete, own);
                var training = TrainingReader.training(fields(tree, own));
                new FitReader(known, split, own).check(training, tree);
                for (var fork : grid.forks()) {
                  var changing = rest.first(fork.axes().size());
                  tree = changing.applied(fork.applied(tree, own), own);
                  rest = rest.after(fork.axes().size());
                  var read = fields(tree, own);
                  var before = training;
                  var then = TrainingReader.training(read);
                  new FitReader(known, split, own).check(then, tree);
                  training = read.make(() -> fork.joined(before, then));
                }
                var variant =
                    new Variant(place, label, settings, training, Reported.of(reported, settings));
                return new Cell(
                    variant,
                    own.strict()
                        ? Unread.of(tree, training, split, known.forTraining(split))
                        : Set.of());
              })
          .ifPresent(cells::add);
      found.add(label, own);
    }
    found.tell(problems, axes.isEmpty());
    return cells;
  }

  private Experiment made(
      String name,
      String title,
      DataSpec data,
      SplitSpec split,
      List<PreparationSpec> preparation,
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
    return new Experiment(
        id,
        id,
        name,
        title,
        document,
        data,
        split,
        preparation,
        seeds,
        variants,
        Optional.empty(),
        "",
        List.of());
  }
}
