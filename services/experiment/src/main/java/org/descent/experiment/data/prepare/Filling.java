package org.descent.experiment.data.prepare;

import java.util.Map;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Features;
import org.descent.contracts.spec.PreparationSpec;

/** Features that are missing, which are NaN, as the mean of those that are not. */
final class Filling implements Step<PreparationSpec.Fill> {
  @Override
  public Class<PreparationSpec.Fill> spec() {
    return PreparationSpec.Fill.class;
  }

  @Override
  public Made of(PreparationSpec.Fill spec, Rows rows) {
    var all = rows.split().all();
    int width = all.width();
    double[] mean = mean(rows);
    float[] features = all.features().clone();
    for (int i = 0; i < features.length; i++) {
      if (Float.isNaN(features[i])) {
        features[i] = (float) mean[i % width];
      }
    }
    return new Made(rows.withFeatures(Features.of(features)), Map.of("mean", Groups.list(mean)));
  }

  private static double[] mean(Rows rows) {
    int width = rows.split().all().width();
    float[] features = rows.split().all().features();
    var mean = new double[width];
    for (int feature = 0; feature < width; feature++) {
      int known = 0;
      for (int row = 0; row < rows.split().train(); row++) {
        float value = features[row * width + feature];
        if (!Float.isNaN(value)) {
          mean[feature] += value;
          known++;
        }
      }
      InvalidSpec.unless(
          known > 0,
          "%s has no value in all %s training examples, of which missing: mean takes the mean",
          rows.feature().apply(feature),
          rows.split().train());
      mean[feature] /= known;
    }
    return mean;
  }
}
