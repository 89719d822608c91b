package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.SplitSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.Variant;
import org.descent.experiment.claim.Assertion;
import org.descent.experiment.claim.ClaimText;
import org.descent.experiment.claim.Group;
import org.descent.experiment.claim.Metric;
import org.descent.experiment.claim.StatedClaim;
import org.descent.experiment.data.KnownData;

/** Reads {@code claims}: what results are expected to show. */
final class ClaimReader {
  static final String CLAIMS = "claims";

  private static final int LONGEST_ID = 60;

  private final List<Axis> axes;
  private final List<Variant> variants;
  private final KnownData known;
  private final SplitSpec split;

  private ClaimReader(List<Axis> axes, List<Variant> variants, KnownData known, SplitSpec split) {
    this.axes = axes;
    this.variants = variants;
    this.known = known;
    this.split = split;
  }

  /** The claims that {@code fields} make of {@code variants}. */
  static List<StatedClaim> read(
      Fields fields, List<Axis> axes, List<Variant> variants, KnownData known, SplitSpec split) {
    var reader = new ClaimReader(axes, variants, known, split);
    return fields.read(CLAIMS, List.<StatedClaim>of(), reader::all);
  }

  private List<StatedClaim> all(Value value) {
    var ids = new HashSet<String>();
    return value.each(
        item -> {
          var claim = one(item);
          if (!ids.add(claim.id())) {
            throw item.wrong(
                "is called " + claim.id() + " as another is, expected a name of its own");
          }
          return claim;
        });
  }

  private StatedClaim one(Value item) {
    if (!(item.tree() instanceof Tree.Mapping)) {
      var text = item.text();
      return new StatedClaim(id(text), text, text, assertion(item, text));
    }
    var fields = item.fields("claim", "name", "says");
    var text = fields.text("claim");
    var name = fields.read("name", "", ClaimReader::name);
    var says = fields.text("says", text);
    return fields.makeExactly(
        () -> new StatedClaim(name.isEmpty() ? id(text) : name, says, text, assertion(item, text)));
  }

  private static String name(Value value) {
    var name = value.text();
    if (!name.matches("[a-z0-9][a-z0-9-]{0,59}")) {
      throw value.unlike("up to 60 of the characters a-z, 0-9 and -");
    }
    return name;
  }

  private static String id(String text) {
    var id = text.toLowerCase(Locale.ROOT).replace("<", " less ").replace(">", " more ");
    id = id.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return id.substring(0, Math.min(LONGEST_ID, id.length()));
  }

  private Assertion assertion(Value item, String text) {
    try {
      var assertion = ClaimText.read(text);
      requireOwn(assertion, text);
      assertion.groups().stream().filter(g -> !g.foreign()).forEach(this::requireVariants);
      assertion.metrics().forEach(this::requireThere);
      if (assertion instanceof Assertion.Peak peak) {
        requireNumbers(peak.axis());
        requirePoints(peak.axis(), peak.over());
      }
      if (assertion instanceof Assertion.Slope slope) {
        requireNumbers(slope.axis());
        requirePoints(slope.axis(), slope.over());
        requireLogarithms(slope);
        if (!slope.best().isEmpty()) {
          axis(slope.best());
        }
      }
      if (assertion instanceof Assertion.Limited limited) {
        limited.limits().axes().forEach(this::requireNumbers);
        requireEnds(limited);
      }
      if (assertion instanceof Assertion.Smaller smaller) {
        InvalidSpec.unless(
            !smaller.first().equals(smaller.second()) || !smaller.metric().equals(smaller.other()),
            "'%s' compares a group with itself, expected two",
            text);
      }
      return assertion;
    } catch (InvalidSpec e) {
      throw item.wrong(e.getMessage());
    }
  }

  /** Of others nothing is known here, and no curves where they are looked at. */
  private static void requireOwn(Assertion assertion, String text) {
    boolean looks =
        assertion instanceof Assertion.Smaller
            && assertion.metrics().stream().noneMatch(m -> m.kind() == Metric.Kind.FIRST);
    InvalidSpec.unless(
        assertion.others().isEmpty() || looks,
        "'%s' speaks of another experiment, expected two medians, and none of a first time",
        text);
    InvalidSpec.unless(
        assertion.others().isEmpty() || assertion.groups().stream().anyMatch(g -> !g.foreign()),
        "'%s' speaks of other experiments alone, expected one of this",
        text);
  }

  private void requireVariants(Group group) {
    for (var setting : group.settings().entrySet()) {
      var axis = axis(setting.getKey());
      var names = axis.values().stream().map(Axis.Choice::name).toList();
      InvalidSpec.unless(
          names.contains(setting.getValue()),
          "%s is no value of %s%s",
          setting.getValue(),
          axis.name(),
          Suggestion.among(setting.getValue(), names));
    }
  }

  private Axis axis(String name) {
    var names = axes.stream().map(Axis::name).toList();
    InvalidSpec.unless(!names.isEmpty(), "%s does not vary here: nothing does", name);
    return axes.stream()
        .filter(axis -> axis.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidSpec(name + " does not vary here" + Suggestion.among(name, names)));
  }

  private void requireNumbers(String name) {
    for (var choice : axis(name).values()) {
      try {
        Double.parseDouble(choice.name());
      } catch (NumberFormatException e) {
        throw new InvalidSpec(
            name + " has the value " + choice.name() + ", expected an axis of numbers");
      }
    }
  }

  private double[] values(String axis, Assertion.Bounds over) {
    return axis(axis).values().stream()
        .mapToDouble(choice -> Double.parseDouble(choice.name()))
        .filter(over::contains)
        .toArray();
  }

  private void requirePoints(String axis, Assertion.Bounds over) {
    int count = values(axis, over).length;
    InvalidSpec.unless(count >= 2, "%s has %s such values, expected 2 or more", axis, count);
  }

  private void requireLogarithms(Assertion.Slope slope) {
    for (double value : values(slope.axis(), slope.over())) {
      InvalidSpec.unless(
          !slope.power() || value > 0,
          "%s has the value %s, expected values above 0",
          slope.axis(),
          value);
    }
  }

  /** Where limits depend on the variant they have to be two ends for each. */
  private void requireEnds(Assertion.Limited limited) {
    variants.stream()
        .map(Variant::settings)
        .filter(limited.group()::has)
        .forEach(limited.limits()::of);
  }

  private void requireThere(Metric metric) {
    if (metric.kind() == Metric.Kind.ITERATIONS) {
      var without = variants.stream().filter(v -> v.training().targets().isEmpty()).findFirst();
      InvalidSpec.unless(
          without.isEmpty(),
          "iterations to the target are claimed, and %s has none",
          without.map(Variant::label).orElse(""));
      return;
    }
    if (metric.kind() == Metric.Kind.INSTRUMENT) {
      requireFound(metric.name());
      return;
    }
    if (metric.kind() == Metric.Kind.FIRST) {
      variants.forEach(variant -> requireCurve(variant.training(), metric.name()));
      return;
    }
    InvalidSpec.unless(
        known.has(metric.split(), split),
        "%s: there are no examples for %s",
        metric.text(),
        metric.split().word());
    var heads = new ArrayList<String>();
    variants.forEach(v -> v.training().network().heads().forEach(h -> heads.add(h.name())));
    InvalidSpec.unless(
        metric.name().isEmpty() || heads.contains(metric.name()),
        "%s: there is no head named %s%s",
        metric.text(),
        metric.name(),
        Suggestion.among(metric.name(), heads.stream().distinct().toList()));
  }

  private static void requireCurve(TrainingSpec training, String name) {
    var curves = curves(training);
    InvalidSpec.unless(
        curves.contains(name) || training.instruments().stream().anyMatch(i -> i.finds(name)),
        "%s is no curve of these trials%s",
        name,
        Suggestion.among(name, curves));
  }

  /** Names of metrics of each iteration, then of what is measured. */
  private static List<String> curves(TrainingSpec training) {
    var heads = training.network().heads().stream().map(HeadSpec::name).toList();
    var owners = new ArrayList<>(List.of(""));
    if (heads.size() > 1) {
      heads.forEach(head -> owners.add(head + "."));
    }
    var places = new ArrayList<>(List.of(""));
    if (training.measure() != null) {
      training.measure().on().forEach(split -> places.add(split.word() + "."));
    }
    return places.stream()
        .flatMap(place -> owners.stream().map(owner -> place + owner))
        .flatMap(owner -> Stream.of(owner + "loss", owner + "accuracy"))
        .toList();
  }

  private void requireFound(String curve) {
    for (var variant : variants) {
      InvalidSpec.unless(
          variant.training().instruments().stream().anyMatch(each -> each.finds(curve)),
          "%s is claimed, and no instrument finds it; instruments: [%s] would",
          curve,
          finder(curve));
    }
  }

  /** Who would find a curve, as it would be written. */
  private static String finder(String curve) {
    var word = InstrumentSpec.finder(curve).orElseThrow();
    int point = curve.indexOf('.');
    var name = point < 0 ? curve : curve.substring(0, point);
    var asked = new ArrayList<String>();
    if (name.matches("sharpness-[0-9]+")) {
      asked.add("largest: " + name.substring("sharpness-".length()));
    }
    if (word.equals("split-cosine")) {
      asked.add("on: [" + name.substring(0, name.indexOf('-')) + "]");
    }
    if (point >= 0) {
      asked.add("layers: true");
    }
    return asked.isEmpty() ? word : "{%s: {%s}}".formatted(word, String.join(", ", asked));
  }
}
