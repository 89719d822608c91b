package org.descent.experiment.results;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.descent.contracts.event.Classification.Uncertain;
import org.descent.contracts.event.DataFile;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Fitted;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.experiment.EndMetric;
import org.descent.experiment.spec.ValueWords;
import org.descent.experiment.statistics.Interval;

/**
 * What an experiment has come to: one element of {@code experiments} in results.json. Described
 * property by property in docs/results.schema.json. A property without a value is null; a number
 * that is not finite is null too, since JSON has no other word for it.
 *
 * @param reason why it was rejected, or null
 * @param dataset null until its data stands in the log
 * @param variants by ordinal
 * @param claims what the study asserts about experiments of this kind, checked against the data
 * @param search what its search has come to; left out where it has none
 * @param base the id of the experiment that it extends; left out where it extends none
 */
public record ExperimentResult(
    String id,
    String name,
    String title,
    State state,
    String reason,
    Dataset dataset,
    List<VariantResult> variants,
    List<Claim> claims,
    @JsonInclude(JsonInclude.Include.NON_NULL) SearchResult search,
    @JsonInclude(JsonInclude.Include.NON_NULL) String base) {
  /** Of an experiment that searches nothing and extends none. */
  public ExperimentResult(
      String id,
      String name,
      String title,
      State state,
      String reason,
      Dataset dataset,
      List<VariantResult> variants,
      List<Claim> claims) {
    this(id, name, title, state, reason, dataset, variants, claims, null, null);
  }

  /** The same with other claims. */
  ExperimentResult claiming(List<Claim> other) {
    return new ExperimentResult(
        id, name, title, state, reason, dataset, variants, other, search, base);
  }

  /** Whether some trial has landscapes. */
  public boolean mapped() {
    return variants.stream()
        .flatMap(variant -> variant.trials().stream())
        .anyMatch(trial -> !trial.landscapes().isEmpty());
  }

  /**
   * The data, by content and place.
   *
   * @param rows {@code topic:partition:first-last}
   * @param shape of one example's features
   * @param files that it was read from; empty for generated data
   * @param preparation what was done to the examples before they became rows, and what was found
   *     for it in the training part; left out where they are as they were read
   * @param classes by target, what the classes 0, 1, … are called; without those that are numbers
   * @param folds the same as the second and later folds divide and prepare it, this being how the
   *     first does; left out where there are none
   */
  public record Dataset(
      String id,
      String sha256,
      String rows,
      List<Integer> shape,
      int train,
      int validation,
      int test,
      List<DataFile> files,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fitted> preparation,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, List<String>> classes,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Dataset> folds) {
    public Dataset {
      folds = folds == null ? List.of() : List.copyOf(folds);
      classes = classes == null ? Map.of() : classes;
      preparation = preparation == null ? List.of() : List.copyOf(preparation);
    }
  }

  /**
   * One combination of what varies.
   *
   * @param budget the most iterations a trial may take
   * @param reported the course report's own iterations to convergence, or null
   * @param parameters of the network; null until the data's shape is known
   * @param trials that have ended, in the experiment's order of seeds
   * @param targets what a trial has to reach, in words, all at once: {@code accuracy 1}, {@code
   *     label.loss 0.01}, {@code validation.accuracy 0.97}; empty if it runs to its budget; null
   *     from a control that does not say
   * @param published metrics that were published of it, each beside ours
   */
  public record VariantResult(
      int ordinal,
      String label,
      Map<String, String> settings,
      int budget,
      Integer reported,
      Integer parameters,
      Summary summary,
      List<TrialResult> trials,
      List<String> targets,
      List<PublishedMetric> published) {
    public VariantResult {
      published = published == null ? List.of() : List.copyOf(published);
    }

    /** What it is called in pictures and sentences, where a number alone says nothing. */
    public String told() {
      return ValueWords.told(label, settings);
    }

    /** The same, called otherwise. */
    VariantResult called(String other) {
      return in(settings, other, trials);
    }

    /** The same in a place of a grid, with some of its trials. */
    VariantResult in(Map<String, String> place, String label, List<TrialResult> some) {
      return new VariantResult(
          ordinal, label, place, budget, reported, parameters, summary, some, targets, published);
    }

    /** One of which no metrics were published. */
    public VariantResult(
        int ordinal,
        String label,
        Map<String, String> settings,
        int budget,
        Integer reported,
        Integer parameters,
        Summary summary,
        List<TrialResult> trials,
        List<String> targets) {
      this(
          ordinal,
          label,
          settings,
          budget,
          reported,
          parameters,
          summary,
          trials,
          targets,
          List.of());
    }
  }

  /**
   * A published metric beside what our trials came to at their last iteration, as the evaluator
   * found it.
   *
   * @param metric {@code testAccuracy}
   * @param value as it was published
   * @param rounded to multiples of what {@code value} was rounded; 0 if it was not
   * @param source where it was published, or null
   * @param trials that were evaluated; where there are none, there is no median and no place
   * @param median of the trials; null where it is not finite, and so are all that follow
   * @param low end of the median's interval of 95 %; null with fewer than 6 trials, too
   * @param high the same
   * @param smallest of the trials
   * @param largest of the trials
   * @param place where the published number lies
   */
  public record PublishedMetric(
      String metric,
      double value,
      double rounded,
      String source,
      int trials,
      Double median,
      Double low,
      Double high,
      Double smallest,
      Double largest,
      Place place) {
    /** One of its numbers as people read it: of an accuracy three decimals. */
    public String written(double number) {
      return metric.endsWith("Accuracy")
          ? String.format(Locale.ROOT, "%.3f", number)
          : Numbers.significant(number, 3);
    }

    /** The published number, as it was published. */
    public String written() {
      return Numbers.significant(value, 6);
    }

    /** {@code test accuracy}. */
    public String text() {
      return EndMetric.of(metric).map(EndMetric::text).orElse(metric);
    }
  }

  /** Where a published number lies, as far as its rounding tells. */
  public enum Place {
    /** In the interval of the median. */
    @JsonProperty("in-interval")
    IN_INTERVAL("in the interval"),
    /** Between the smallest and the largest of the trials. */
    @JsonProperty("among-trials")
    AMONG_TRIALS("among the trials"),
    /** Below all trials. */
    @JsonProperty("below-trials")
    BELOW_TRIALS("below all trials"),
    /** Above all trials. */
    @JsonProperty("above-trials")
    ABOVE_TRIALS("above all trials");

    private final String text;

    Place(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  /**
   * Iterations to target over a variant's trials.
   *
   * @param trials planned
   * @param ends trials by their end
   * @param quantiles at 10, 25, 50, 75 and 90 %; empty while no trial has been observed to its end
   */
  public record Summary(int trials, Map<End, Integer> ends, List<Quantile> quantiles) {}

  /**
   * One trial.
   *
   * @param iterationsToTarget null unless it converged; where the target is judged by measurements
   *     of a split, the first of them that reached it
   * @param iterations the length of its curve, 0 if it was not trained
   * @param metrics by split, as the evaluator found them; of a trial that diverged those for
   *     training are the trainer's, with which its curve ends
   * @param best over the curve; null without one
   * @param agrees whether trainer and evaluator agree; null if there was nothing to judge
   * @param separates for networks whose lines are known: whether the head's line separates the
   *     classes, else null
   * @param seconds of training, or null
   * @param model {@code topic:partition:first-last} of its weights, or null
   * @param reason why it failed, or null
   * @param divergence what became NaN or infinite if it diverged, else null
   * @param averaged metrics by split at the average of its weights; empty, and left out, where none
   *     is kept
   * @param iterationsToTargetAfter where the target is judged by measurements, the last of them
   *     before, which had not reached it, 0 if there was none: it was reached later than there, and
   *     at {@code iterationsToTarget} at the latest. Null where each iteration is judged
   * @param epochsToTarget {@code iterationsToTarget} in passes through the training split; null
   *     unless it converged
   * @param examplesToTarget the same in examples trained on
   * @param processorSeconds that training took, a share of what trials that were trained together
   *     took; to the target if it converged. Null where nobody has counted
   * @param stopped why it was given up before its budget was used up, or null
   * @param bestOn the same as {@code best} of what was measured of splits, by split
   * @param reached where there are several targets, when each was reached first
   * @param classes by split: what heads that say a class say of it; empty, and left out, where
   *     there are none
   * @param fold the one that validated it, from 1; left out where there are none
   * @param from the trial of an earlier experiment that was trained so, all of it or its first
   *     iterations; left out where it was trained for this one alone
   * @param instruments what its instruments found last, at its end, by the names of their curves;
   *     null for what could not be told. Empty, and left out, where there are none
   * @param landscapes those around its weights; empty, and left out, where there are none
   */
  public record TrialResult(
      String id,
      long seed,
      End end,
      Integer iterationsToTarget,
      int iterations,
      Map<String, SplitMetrics> metrics,
      Best best,
      Boolean agrees,
      List<String> disagreements,
      Boolean separates,
      Double seconds,
      String cohort,
      String model,
      String reason,
      ProvenanceResult provenance,
      Divergence divergence,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, SplitMetrics> averaged,
      Integer iterationsToTargetAfter,
      Double epochsToTarget,
      Long examplesToTarget,
      Double processorSeconds,
      String stopped,
      Map<String, Best> bestOn,
      List<Reached> reached,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, List<ClassesResult>> classes,
      @JsonInclude(JsonInclude.Include.NON_NULL) Integer fold,
      @JsonInclude(JsonInclude.Include.NON_NULL) String from,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> instruments,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LandscapeResult> landscapes) {
    /** How {@link #stopped} begins of a trial that a search did not let go on. */
    static final String HELD_BACK = "held back by the search";

    /** Whether a search did not let it go on. */
    public boolean heldBack() {
      return stopped != null && stopped.startsWith(HELD_BACK);
    }

    /** Without an average, of a trial that is judged at each iteration. */
    public TrialResult(
        String id,
        long seed,
        End end,
        Integer iterationsToTarget,
        int iterations,
        Map<String, SplitMetrics> metrics,
        Best best,
        Boolean agrees,
        List<String> disagreements,
        Boolean separates,
        Double seconds,
        String cohort,
        String model,
        String reason,
        ProvenanceResult provenance,
        Divergence divergence) {
      this(
          id,
          seed,
          end,
          iterationsToTarget,
          iterations,
          metrics,
          best,
          agrees,
          disagreements,
          separates,
          seconds,
          cohort,
          model,
          reason,
          provenance,
          divergence,
          Map.of(),
          null,
          null,
          null,
          null,
          null,
          Map.of(),
          List.of(),
          Map.of(),
          null,
          null,
          Map.of(),
          List.of());
    }

    public TrialResult {
      landscapes = landscapes == null ? List.of() : List.copyOf(landscapes);
      instruments = instruments == null ? Map.of() : instruments;
      averaged = averaged == null ? Map.of() : averaged;
      bestOn = bestOn == null ? Map.of() : bestOn;
      reached = reached == null ? List.of() : List.copyOf(reached);
      classes = classes == null ? Map.of() : classes;
    }
  }

  /**
   * When a target was reached first, whatever became of the others.
   *
   * @param target in words, see {@link VariantResult}
   * @param iteration null if it never was
   * @param after as {@code iterationsToTargetAfter}
   */
  public record Reached(String target, Integer iteration, Integer after) {}

  /**
   * How a trial diverged.
   *
   * @param what for people: {@code label.loss became infinite at iteration 17}
   * @param loss the last loss of its curve, {@code NaN} or {@code Infinity}, for which JSON has no
   *     number
   */
  public record Divergence(String what, String loss) {}

  /** Metrics on one split. */
  public record SplitMetrics(Double loss, Double accuracy, List<HeadMetrics> heads) {}

  /**
   * What a head says of the classes of a split.
   *
   * @param confusion [class wanted][class said], numbers of examples; null for too many classes
   * @param recalls by class, the share of its examples that are told right, null of none; null for
   *     too many classes
   * @param within by k, the share of examples whose class is among the k likeliest
   * @param calibrationError expected calibration error
   * @param uncertain the least certain examples
   * @param wrong those of another class than is said with most certainty; left out where there are
   *     none
   * @param typical those of each class that are told right with most certainty; likewise
   */
  public record ClassesResult(
      String head,
      int[][] confusion,
      List<Double> recalls,
      Map<Integer, Double> within,
      double calibrationError,
      List<Uncertain> uncertain,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Uncertain> wrong,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Uncertain> typical) {
    public ClassesResult {
      wrong = wrong == null ? List.of() : List.copyOf(wrong);
      typical = typical == null ? List.of() : List.copyOf(typical);
    }
  }

  /**
   * A landscape around a trial's weights at its end, which lie at 0. The losses of its points are a
   * file by themselves.
   *
   * @param landscape as it was asked for, for example {@code random}
   * @param axes one or two
   * @param losses their range, by split
   */
  public record LandscapeResult(
      String landscape, List<LandscapeAxis> axes, Map<String, LossRange> losses) {}

  /**
   * An axis of a landscape.
   *
   * @param strength of an eigenvector its eigenvalue, of a principal component its share of the
   *     way's variance; null for others, and where it is not known
   */
  public record LandscapeAxis(double from, double to, int points, Double strength) {}

  /** The lowest loss and the highest; null if none is a number. */
  public record LossRange(Double lowest, Double highest) {}

  /** Metrics of one head on one split. */
  public record HeadMetrics(String name, Double loss, Double accuracy) {}

  /** The lowest loss and the highest accuracy of a curve, each with its first iteration. */
  public record Best(
      Double loss, Integer lossIteration, Double accuracy, Integer accuracyIteration) {}

  /**
   * What produced a trial's result.
   *
   * @param specification the hash in the id of the experiment's submission: of its document
   * @param dataset the id of the data it was trained on: of their content
   */
  public record ProvenanceResult(
      String specification,
      String dataset,
      long seed,
      String build,
      String tensorflow,
      String device,
      String engine,
      String generator) {}

  /**
   * A statement of the study, checked.
   *
   * @param id stable, for programs
   * @param evidence what was counted, for example {@code 1681 of 1681 grid points}
   * @param comparisons that the verdict rests on; none where every case was looked at, or in
   *     results that were written before there were any
   * @param confounders what else differs between what is compared, so that the difference may be
   *     due to it
   * @param text as it is written where it speaks of other experiments, so that it can be checked
   *     where they stand beside; left out where it does not
   */
  public record Claim(
      String id,
      String statement,
      Verdict verdict,
      String evidence,
      List<Comparison> comparisons,
      List<String> confounders,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String text) {
    /** Stands between the findings of one {@code evidence}. */
    public static final String AND = " · ";

    public Claim {
      comparisons = comparisons == null ? List.of() : List.copyOf(comparisons);
      confounders = confounders == null ? List.of() : List.copyOf(confounders);
      text = text == null ? "" : text;
    }

    /** A claim on one experiment, or of the study. */
    public Claim(
        String id,
        String statement,
        Verdict verdict,
        String evidence,
        List<Comparison> comparisons,
        List<String> confounders) {
      this(id, statement, verdict, evidence, comparisons, confounders, "");
    }

    /** A claim on cases that were all looked at. */
    public Claim(String id, String statement, Verdict verdict, String evidence) {
      this(id, statement, verdict, evidence, List.of(), List.of());
    }

    /** What was found, a line each, and what it may be due to besides. */
    public List<String> lines() {
      var found = evidence == null || evidence.isBlank() ? new String[0] : evidence.split(AND);
      var lines = new ArrayList<>(List.of(found));
      if (!confounders.isEmpty()) {
        lines.add("confounded by " + String.join("; ", confounders));
      }
      return lines;
    }
  }

  /**
   * One comparison: an effect with its interval, and a test of it.
   *
   * @param about what is compared
   * @param n number of pairs, or of trials in each of the samples
   * @param effect what {@code estimate} is, for example {@code ratio of iterations, second to
   *     first}
   * @param estimate null where censored trials leave it open
   * @param low end of its interval of 95 %; null where there is none, or nothing bounds it
   * @param high the same
   * @param needs trials, in each sample or pairs, that an interval needs; null where there is one
   * @param test what {@code p} comes from
   * @param p two-sided
   * @param adjusted {@code p} for all comparisons of the claim together (Holm 1979)
   * @param asClaimed whether the effect lies on the claim's side
   */
  public record Comparison(
      String about,
      List<Integer> n,
      String effect,
      Double estimate,
      Double low,
      Double high,
      Integer needs,
      String test,
      double p,
      double adjusted,
      boolean asClaimed) {
    public Comparison {
      n = List.copyOf(n);
    }

    /** The same with another adjusted p-value. */
    Comparison adjusted(double adjusted) {
      return new Comparison(
          about, n, effect, estimate, low, high, needs, test, p, adjusted, asClaimed);
    }
  }

  /** What the data says about a claim. */
  public enum Verdict {
    /** Every comparison comes out as claimed, and is significant. */
    @JsonProperty("holds")
    HOLDS,
    /** The data do not tell, or not yet. */
    @JsonProperty("not-resolved")
    @JsonAlias("undecided")
    NOT_RESOLVED,
    /** A comparison comes out the other way, and is significant. */
    @JsonProperty("contradicted")
    @JsonAlias("does-not-hold")
    CONTRADICTED;

    /** The verdict of comparisons that must all come out as claimed. */
    public static Verdict of(List<Comparison> comparisons) {
      if (comparisons.stream().anyMatch(c -> !c.asClaimed && significant(c))) {
        return CONTRADICTED;
      }
      boolean all = comparisons.stream().allMatch(c -> c.asClaimed && significant(c));
      return all && !comparisons.isEmpty() ? HOLDS : NOT_RESOLVED;
    }

    private static boolean significant(Comparison comparison) {
      return comparison.adjusted <= Interval.LEVEL;
    }

    /** For people. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
