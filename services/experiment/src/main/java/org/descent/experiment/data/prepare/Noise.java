package org.descent.experiment.data.prepare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.PreparationSpec;

/** Labels of the training part that are drawn anew. */
final class Noise implements Step<PreparationSpec.LabelNoise> {
  @Override
  public Class<PreparationSpec.LabelNoise> spec() {
    return PreparationSpec.LabelNoise.class;
  }

  @Override
  public Made of(PreparationSpec.LabelNoise spec, Rows rows) {
    var split = rows.split();
    float[] labels = split.all().target(spec.target()).clone();
    var present = new TreeSet<Float>();
    for (int row = 0; row < split.train(); row++) {
      InvalidSpec.unless(
          labels[row] == Math.rint(labels[row]),
          "label-noise: %s has the value %s, expected classes: whole numbers",
          spec.target(),
          labels[row]);
      present.add(labels[row] + 0f); // -0 is 0
    }
    var classes = List.copyOf(present);
    InvalidSpec.unless(
        classes.size() > 1,
        "label-noise: all %s training examples have %s %s, expected two classes at least",
        split.train(),
        spec.target(),
        classes.get(0));
    var random = Draws.of("label-noise", spec.seed());
    int drawn = 0;
    int changed = 0;
    for (int row = 0; row < split.train(); row++) {
      if (random.nextDouble() < spec.rate()) {
        float before = labels[row];
        labels[row] = drawn(before, classes, spec.among(), random);
        drawn++;
        changed += labels[row] == before ? 0 : 1;
      }
    }
    var found = new LinkedHashMap<String, List<Double>>();
    found.put("drawn", List.of((double) drawn));
    found.put("changed", List.of((double) changed));
    return new Made(rows.with(split.with(split.all().withTarget(spec.target(), labels))), found);
  }

  private static float drawn(
      float label, List<Float> classes, PreparationSpec.Among among, UniformRandomProvider random) {
    if (among == PreparationSpec.Among.ALL) {
      return classes.get(random.nextInt(classes.size()));
    }
    int other = random.nextInt(classes.size() - 1);
    return classes.get(other < classes.indexOf(label + 0f) ? other : other + 1);
  }
}
