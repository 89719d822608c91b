package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/**
 * How the Hessian's eigenvalues are distributed, by stochastic Lanczos quadrature (Ubaru, Chen
 * &amp; Saad 2017; Ghorbani, Krishnan &amp; Xiao 2019): the Ritz values of a random vector, each
 * with the square of its eigenvector's first element for a weight, averaged over vectors.
 */
record HessianSpectrum(InstrumentSpec.HessianSpectrum spec) implements Instrument {
  /** An eigenvalue so small beside the largest size is 0, within float32. */
  private static final double NOTHING = 1e-5;

  @Override
  public List<String> curves(ParameterLayout layout) {
    return Parts.curves(spec.curves(), spec.layers(), layout);
  }

  @Override
  public double[] read(View view) {
    return Curvature.each(view, spec.layers(), hessian -> distribution(hessian, view.random()));
  }

  /** One value for each curve. */
  private double[] distribution(Curvature hessian, UniformRandomProvider random) {
    var all = new ArrayList<Lanczos.Weighted>();
    for (int i = 0; i < spec.vectors(); i++) {
      var start = Vectors.direction(hessian.size(), random);
      all.addAll(new Lanczos(hessian.product(), start, random).spectrum(spec.steps()));
    }
    all.sort(Comparator.comparingDouble(Lanczos.Weighted::value));
    double most = all.stream().mapToDouble(each -> Math.abs(each.value())).max().orElse(Double.NaN);
    double whole = all.stream().mapToDouble(Lanczos.Weighted::weight).sum();
    var hundredths = InstrumentSpec.HessianSpectrum.HUNDREDTHS;
    var found = new double[hundredths.size() + 1];
    for (int i = 0; i < hundredths.size(); i++) {
      found[i] = quantile(all, hundredths.get(i) / 100.0 * whole);
    }
    double below =
        all.stream()
            .filter(each -> each.value() < -NOTHING * most)
            .mapToDouble(Lanczos.Weighted::weight)
            .sum();
    found[hundredths.size()] = all.isEmpty() ? Double.NaN : below / whole;
    return found;
  }

  /** The first value up to which the weights come to {@code wanted}; NaN of nothing. */
  private static double quantile(List<Lanczos.Weighted> ascending, double wanted) {
    double sum = 0;
    double value = Double.NaN;
    for (var each : ascending) {
      value = each.value();
      sum += each.weight();
      if (sum >= wanted) {
        break;
      }
    }
    return value;
  }
}
