package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * What goes with an optimiser's update; each may be null for none. A gradient is clipped, then
 * coupled decay is added to it, then the optimiser has it.
 *
 * @param schedule of the learning rate
 * @param momentum a schedule of the momentum of {@code momentum} and {@code nesterov}
 * @param average of the weights, which is judged beside them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UpdateSpec(
    @Otherwise("none") ScheduleSpec schedule,
    @Otherwise("none") ScheduleSpec momentum,
    @Otherwise("none") DecaySpec decay,
    @Otherwise("none") ClippingSpec clipping,
    @Otherwise("none") AverageSpec average) {
  /** The optimiser's update alone. */
  public static final UpdateSpec PLAIN = new UpdateSpec(null, null, null, null);

  /** Without an average. */
  public UpdateSpec(
      ScheduleSpec schedule, ScheduleSpec momentum, DecaySpec decay, ClippingSpec clipping) {
    this(schedule, momentum, decay, clipping, null);
  }

  /** What programs do not take for each trial. */
  UpdateSpec structure() {
    return new UpdateSpec(
        schedule == null ? null : ScheduleSpec.VARYING,
        momentum == null ? null : ScheduleSpec.VARYING,
        Optional.ofNullable(decay).map(DecaySpec::structure).orElse(null),
        Optional.ofNullable(clipping).map(ClippingSpec::structure).orElse(null),
        Optional.ofNullable(average).map(AverageSpec::structure).orElse(null));
  }
}
