package org.descent.experiment.data.prepare;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.PreparationSpec;

/** Features in another order, the same in all examples. */
final class Permuting implements Step<PreparationSpec.Permute> {
  @Override
  public Class<PreparationSpec.Permute> spec() {
    return PreparationSpec.Permute.class;
  }

  @Override
  public Made of(PreparationSpec.Permute spec, Rows rows) {
    var all = rows.split().all();
    int width = all.width();
    InvalidSpec.unless(
        width <= PreparationSpec.MAX_FOUND,
        "permute: %s features, expected at most %s",
        width,
        PreparationSpec.MAX_FOUND);
    int[] places = PermutationSampler.natural(width);
    PermutationSampler.shuffle(Draws.of("permute", spec.seed()), places);
    var names = rows.feature();
    var moved =
        new Rows(
            rows.split().with(all.withFeatures(all.held().permuted(places))),
            place -> names.apply(places[place]));
    List<Double> found = Arrays.stream(places).asDoubleStream().boxed().toList();
    return new Made(moved, Map.of("place", found));
  }
}
