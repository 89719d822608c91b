package org.descent.control.page;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.control.plan.Experiments;
import org.descent.experiment.Experiment;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.InvalidExperiment;
import org.descent.experiment.spec.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Says what is wrong with an experiment before it is handed in. */
@Path("/api/validate")
@Blocking
@Tag(name = "experiments")
public class ValidationResource {
  private final Experiments experiments;

  ValidationResource(Experiments experiments) {
    this.experiments = experiments;
  }

  /**
   * The verdict on a document.
   *
   * @param problems in the order of the text; none if it is valid
   * @param plan what it would come to, or null if it is not valid
   */
  public record Verdict(
      boolean valid, List<Problem> problems, @Schema(nullable = true) Plan plan) {}

  /**
   * What an experiment would come to.
   *
   * @param known whether this very experiment has been handed in before
   * @param iterations the most that all trials may take together
   */
  public record Plan(
      String experiment,
      String name,
      String title,
      int variants,
      int seeds,
      long trials,
      long iterations,
      boolean known) {}

  @POST
  @Consumes("application/yaml")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "validate",
      summary = "Check an experiment without handing it in",
      description = "Whether it fits its data shows only when the data is prepared.")
  public Verdict validate(String yaml) {
    try {
      var experiment = ExperimentReader.yaml(yaml);
      return new Verdict(true, List.of(), plan(experiment));
    } catch (InvalidExperiment e) {
      return new Verdict(false, e.problems(), null);
    } catch (InvalidSpec e) {
      return new Verdict(false, List.of(new Problem("", 0, "", e.getMessage())), null);
    }
  }

  private Plan plan(Experiment experiment) {
    return new Plan(
        experiment.id(),
        experiment.name(),
        experiment.title(),
        experiment.variants().size(),
        experiment.seeds().size(),
        experiment.trials(),
        experiment.iterations(),
        !experiments.wants(experiment));
  }
}
