package org.descent.learning.instrument;

import java.util.Arrays;
import org.descent.contracts.spec.LandscapeSpec;

/** Eigenvectors of the Hessian at the end, each with its eigenvalue. */
record SharpestDirections(LandscapeSpec.Eigenvectors spec) implements Directions {
  @Override
  public Chart through(Ground ground) {
    var loss = ground.loss();
    var end = ground.end();
    var lanczos =
        Lanczos.ofHessian(
            direction -> loss.product(end, direction), loss.gradient(end), ground.random());
    var values = lanczos.largest(spec.axes(), spec.tolerance());
    var vectors = lanczos.vectors(spec.axes());
    var strengths = Arrays.stream(values).limit(vectors.size()).boxed().toList();
    return Chart.around(vectors, strengths, spec.reach(), spec.points());
  }
}
