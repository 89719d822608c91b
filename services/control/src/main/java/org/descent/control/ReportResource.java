package org.descent.control;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.experiment.report.Findings;
import org.descent.experiment.report.Report;
import org.descent.experiment.results.Ledger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Reports for people: of one experiment, or of several as one study. */
@Path("/")
@Blocking
@Tag(name = "reports")
public class ReportResource {
  static final String HTML = "text/html;charset=utf-8";
  static final String SVG = "image/svg+xml";

  private static final int MOST_EXPERIMENTS = 50;

  private final Experiments experiments;
  private final TrainingExamples examples;

  ReportResource(Experiments experiments, TrainingExamples examples) {
    this.experiments = experiments;
    this.examples = examples;
  }

  @GET
  @Path("reports/{id}")
  @Produces({HTML, MediaType.APPLICATION_JSON})
  @Operation(operationId = "report", summary = "The report on one experiment, a page of its own")
  public String report(@PathParam("id") String id) {
    return report(List.of(id), "").html();
  }

  @GET
  @Path("reports")
  @Produces({HTML, MediaType.APPLICATION_JSON})
  @Operation(operationId = "studyReport", summary = "One report on several experiments")
  public String study(
      @Parameter(required = true, description = "ids, with commas between them")
          @QueryParam("experiments")
          @DefaultValue("")
          String ids,
      @QueryParam("title") @DefaultValue("") String title) {
    return report(split(ids), title).html();
  }

  @GET
  @Path("api/figures")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "figures",
      summary = "The figures of a report as SVG documents, by the names of their files")
  public Map<String, String> figures(
      @Parameter(required = true, description = "ids, with commas between them")
          @QueryParam("experiments")
          @DefaultValue("")
          String ids) {
    return report(split(ids), "").figures();
  }

  @GET
  @Path("api/experiments/{id}/figures/{name}.svg")
  @Produces({SVG, MediaType.APPLICATION_JSON})
  @Operation(operationId = "figure", summary = "One figure of an experiment's report")
  public String figure(
      @PathParam("id") String id,
      @Parameter(example = "figure-01") @PathParam("name") String name) {
    return report(List.of(id), "")
        .figure(name)
        .orElseThrow(
            () -> new Refused(Status.NOT_FOUND, "there is no figure " + name + " of " + id));
  }

  private static List<String> split(String ids) {
    var all = List.of(ids.split(",")).stream().map(String::strip).distinct().toList();
    if (ids.isBlank() || all.size() > MOST_EXPERIMENTS) {
      throw new Refused(
          Status.BAD_REQUEST,
          "experiments names "
              + (ids.isBlank() ? 0 : all.size())
              + ", expected 1 to "
              + MOST_EXPERIMENTS
              + " ids with commas between them");
    }
    return all;
  }

  private Report report(List<String> ids, String title) {
    var findings = new ArrayList<Findings>();
    for (var id : ids) {
      var known = experiments.ask(id, Findings::of).orElseThrow(() -> Refused.unknown(id));
      var dataset = experiments.ask(id, Ledger::dataset).flatMap(d -> d);
      findings.add(dataset.flatMap(examples::of).map(known::with).orElse(known));
    }
    return Report.of(title, findings);
  }
}
