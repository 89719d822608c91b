package org.descent.experiment.data.prepare;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.descent.contracts.data.Features;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.experiment.data.SplitExamples;

/**
 * One kind of preparation.
 *
 * @param <S> what an experiment says of it
 */
interface Step<S extends PreparationSpec> {
  /**
   * Examples on their way.
   *
   * @param feature what the feature at a place of an example is called, for messages
   */
  record Rows(SplitExamples split, IntFunction<String> feature) {
    Rows with(SplitExamples others) {
      return new Rows(others, feature);
    }

    /** The same with other features, [count × width]. */
    Rows withFeatures(Features others) {
      return with(split.with(split.all().withFeatures(others)));
    }
  }

  /**
   * What a step has made.
   *
   * @param found what it has found out of the training part, see {@link
   *     org.descent.contracts.event.Fitted}
   */
  record Made(Rows rows, Map<String, List<Double>> found) {}

  /** The specification that it is for. */
  Class<S> spec();

  /**
   * {@code rows}, prepared.
   *
   * @throws org.descent.contracts.InvalidSpec naming what cannot be
   */
  Made of(S spec, Rows rows);
}
