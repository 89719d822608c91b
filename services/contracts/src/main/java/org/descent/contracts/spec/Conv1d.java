package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.descent.contracts.InvalidSpec;

/**
 * activation(x ⋆ K + b) along time. x: [batch, time, in], K: [kernel, in / groups, filters], b:
 * [filters]. An input of [time] has one channel.
 *
 * @param unbiased whether there is no b
 * @param initialisation null for the experiment's
 */
public record Conv1d(
    int filters,
    int kernel,
    Activation activation,
    int stride,
    Padding padding,
    int dilation,
    int groups,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unbiased,
    @JsonInclude(JsonInclude.Include.NON_NULL) LayerInitialisation initialisation)
    implements LayerSpec {
  public Conv1d {
    initialisation = LayerInitialisation.orNull(initialisation);
    LayerSpec.requireFilters(filters);
    requireSide("kernel", kernel);
    requireSide("stride", stride);
    requireSide("dilation", dilation);
    InvalidSpec.unless(groups >= 1, "groups %s, expected 1 or more", groups);
    LayerSpec.requireGroups(filters, groups);
  }

  /** One that starts as the experiment says. */
  public Conv1d(
      int filters,
      int kernel,
      Activation activation,
      int stride,
      Padding padding,
      int dilation,
      int groups,
      boolean unbiased) {
    this(filters, kernel, activation, stride, padding, dilation, groups, unbiased, null);
  }

  private static void requireSide(String name, int side) {
    InvalidSpec.unless(side >= 1, "%s %s, expected 1 or more", name, side);
  }

  /** Its steps on such an input. */
  public WindowAxis steps(List<Integer> in) {
    return WindowAxis.of(in.get(0), kernel, stride, dilation, padding);
  }

  @Override
  public List<Integer> seen(List<Integer> in) {
    return LayerSpec.withChannel(in, 2);
  }

  @Override
  public List<Integer> out(List<Integer> in) {
    InvalidSpec.unless(
        in.size() == 2, "conv1d: its input has shape %s, expected [time] or [time, channels]", in);
    InvalidSpec.unless(
        steps(in).fits(), "conv1d: a kernel of %s does not fit %s steps", kernel, in.get(0));
    InvalidSpec.unless(
        in.get(1) % groups == 0,
        "conv1d: groups %s do not divide the %s channels of its input",
        groups,
        in.get(1));
    return List.of(steps(in).out(), filters);
  }

  @Override
  public List<ParameterLayout.Parameter> parameters(List<Integer> in) {
    int channels = in.get(1) / groups;
    return ParameterLayout.Parameter.starting(
        initialisation,
        ParameterLayout.Parameter.affine(
            List.of(kernel, channels, filters),
            kernel * channels,
            kernel * filters / groups,
            unbiased));
  }

  /** With the patches that kernels are multiplied with. */
  @Override
  public long held(List<Integer> in) {
    return 2 * LayerSpec.product(out(in)) + (long) steps(in).out() * kernel * in.get(1);
  }

  @Override
  public LayerSpec activated(Activation other) {
    return new Conv1d(
        filters, kernel, other, stride, padding, dilation, groups, unbiased, initialisation);
  }

  @Override
  public LayerSpec initialised(LayerInitialisation start) {
    return new Conv1d(
        filters, kernel, activation, stride, padding, dilation, groups, unbiased, start);
  }

  @Override
  public boolean convolves() {
    return true;
  }

  /** As it is written. */
  public record Form(
      int filters,
      int kernel,
      Activation activation,
      @Otherwise("1") int stride,
      @Otherwise("valid") Padding padding,
      @Otherwise("1") int dilation,
      @Otherwise("1") int groups,
      @Otherwise("true") boolean bias,
      @Otherwise("none") LayerInitialisation initialisation)
      implements org.descent.contracts.spec.Form<Conv1d> {
    @Override
    public Conv1d spec() {
      return new Conv1d(
          filters, kernel, activation, stride, padding, dilation, groups, !bias, initialisation);
    }
  }
}
