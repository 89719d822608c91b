package org.descent.control.page;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.descent.control.plan.Experiments;
import org.descent.control.rest.Refused;
import org.descent.experiment.Experiment;
import org.descent.experiment.results.ExperimentComparison;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.Ledger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Two experiments, or two variants, beside each other. */
@Path("/api/comparison")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "aggregates")
public class ComparisonResource {
  private final Experiments experiments;

  ComparisonResource(Experiments experiments) {
    this.experiments = experiments;
  }

  @GET
  @Operation(
      operationId = "compare",
      summary = "What two experiments say otherwise, and how their variants compare seed by seed",
      description =
          "Compared are variants that have the same values of all settings that vary in both; or,"
              + " where ordinals are given, a variant of each, which may be the same experiment.")
  public ExperimentComparison compare(
      @Parameter(required = true, description = "id of an experiment") @QueryParam("first")
          String first,
      @Parameter(required = true, description = "id of an experiment") @QueryParam("second")
          String second,
      @Parameter(description = "ordinal of a variant of the first") @QueryParam("first-variant")
          Integer firstVariant,
      @Parameter(description = "ordinal of a variant of the second") @QueryParam("second-variant")
          Integer secondVariant) {
    if ((firstVariant == null) != (secondVariant == null)) {
      throw Refused.bad("first-variant and second-variant go together, expected both or none");
    }
    var one = result("first", first);
    var other = result("second", second);
    return firstVariant == null
        ? ExperimentComparison.of(one, document(first), other, document(second))
        : ExperimentComparison.ofVariants(
            one, variant(one, firstVariant), other, variant(other, secondVariant));
  }

  private ExperimentResult result(String parameter, String id) {
    if (id == null || id.isBlank()) {
      throw Refused.bad(parameter + " is missing, expected the id of an experiment");
    }
    return experiments.ledger(id).map(Ledger::result).orElseThrow(() -> Refused.unknown(id));
  }

  private Map<String, Object> document(String id) {
    return experiments.find(id).map(Experiment::document).orElseThrow(() -> Refused.unknown(id));
  }

  private static VariantResult variant(ExperimentResult result, int ordinal) {
    if (ordinal < 0 || ordinal >= result.variants().size()) {
      throw Refused.bad(
          "variant "
              + ordinal
              + " of "
              + result.id()
              + ", expected 0 to "
              + (result.variants().size() - 1));
    }
    return result.variants().get(ordinal);
  }
}
