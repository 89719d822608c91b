package org.descent.control.page;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.descent.control.page.BandsView.Group;
import org.descent.control.plan.Attendance;
import org.descent.control.plan.Experiments;
import org.descent.control.rest.Catalogue;
import org.descent.control.rest.Refused;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.results.Marginal;
import org.descent.experiment.results.Spacing;
import org.descent.experiment.spec.DocumentYaml;
import org.descent.experiment.statistics.VariantSummaries;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Experiments in aggregate: what the page draws. */
@Path("/api/experiments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "aggregates")
public class AggregateResource {
  /** The most variants that one chart is asked for. */
  static final int MAX_VARIANTS = 12;

  /** The most columns of pixels that a chart is asked for. */
  static final int MAX_COLUMNS = 4000;

  private final Experiments experiments;
  private final Catalogue catalogue;
  private final Attendance attendance;
  private final RowHistory history;

  AggregateResource(Experiments experiments, Attendance attendance, RowHistory history) {
    this.experiments = experiments;
    this.catalogue = new Catalogue(experiments);
    this.attendance = attendance;
    this.history = history;
  }

  @GET
  @Path("overview")
  @Operation(
      operationId = "overview",
      summary = "Status, data and the variants' distributions",
      description =
          "Of many variants that is much: who has an overview asks for what has changed since.")
  public Overview overview(
      @PathParam("id") String id,
      @Parameter(
              description =
                  "revision of an overview: only the variants that have changed since; all where it"
                      + " is forgotten, or none is told")
          @QueryParam("since")
          @DefaultValue("")
          String since) {
    var others = experiments.otherEditions(id);
    var ledger = experiments.ledger(id).orElseThrow(() -> Refused.unknown(id));
    var overview = Overview.of(ledger, others);
    return history.since(
        since, overview.with(experiments.status(id).map(attendance::in).orElse(overview.status())));
  }

  @GET
  @Path("bands")
  @Operation(
      operationId = "bands",
      summary = "Variants' curves as bands: median, 10 % and 90 % over their trials",
      description =
          "An ended trial counts with its last value from there on. The points are those that it takes"
              + " to draw each line as all of its points would.")
  public BandsView bands(
      @PathParam("id") String id,
      @Parameter(description = "loss, accuracy, or with several heads NAME.loss, NAME.accuracy")
          @QueryParam("metric")
          @DefaultValue("loss")
          String metric,
      @Parameter(description = "ordinals, separated by commas; the first 12 unless told")
          @QueryParam("variants")
          @DefaultValue("")
          String variants,
      @Parameter(description = "how iterations are spaced: linear or log")
          @QueryParam("spacing")
          @DefaultValue("log")
          String spacing,
      @Parameter(
              description = "columns of pixels along the axis of iterations, 2 to 4000",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "2", maximum = "4000"))
          @QueryParam("columns")
          @DefaultValue("480")
          int columns) {
    if (columns < 2 || columns > MAX_COLUMNS) {
      throw Refused.bad("columns " + columns + ", expected 2 to " + MAX_COLUMNS);
    }
    var along =
        Spacing.of(spacing)
            .orElseThrow(() -> Refused.bad("spacing " + spacing + ", expected linear or log"));
    var experiment = catalogue.find(id);
    var chosen = chosen(experiment, variants);
    var groups =
        catalogue.ask(
            id,
            ledger -> {
              var trials = new VariantTrials(experiment, ledger);
              requireMetric(trials.metrics(), metric);
              return chosen.stream().map(v -> new Group(v, trials.members(v))).toList();
            });
    return BandsView.of(id, catalogue.ask(id, Ledger::curves), groups, metric, along, columns);
  }

  @GET
  @Path("survival")
  @Operation(
      operationId = "survival",
      summary = "The share of trials still short of their target, by Kaplan and Meier")
  public List<SurvivalView> survival(
      @PathParam("id") String id,
      @Parameter(description = "ordinals, separated by commas; the first 12 unless told")
          @QueryParam("variants")
          @DefaultValue("")
          String variants) {
    var experiment = catalogue.find(id);
    var chosen = chosen(experiment, variants);
    return catalogue.ask(
        id,
        ledger -> {
          var trials = new VariantTrials(experiment, ledger);
          return chosen.stream().map(v -> SurvivalView.of(trials, v)).toList();
        });
  }

  @GET
  @Path("marginals")
  @Operation(
      operationId = "marginals",
      summary = "Iterations to target of all trials that share a setting, whatever their others")
  public List<Marginal> marginals(
      @PathParam("id") String id,
      @Parameter(required = true, description = "name of a setting that varies")
          @QueryParam("along")
          @DefaultValue("")
          String along,
      @Parameter(description = "name of a second one that they share too; none unless told")
          @QueryParam("by")
          @DefaultValue("")
          String by,
      @Parameter(description = Picked.DESCRIPTION) @QueryParam("pick") @DefaultValue("")
          String pick) {
    var experiment = catalogue.find(id);
    var axes = experiment.variants().get(0).settings().keySet();
    if (axes.isEmpty()) {
      throw Refused.bad("along " + along + ": nothing varies in " + id);
    }
    if (!axes.contains(along)) {
      throw Refused.bad("along " + along + ", expected one of " + String.join(", ", axes));
    }
    var picked = Picked.of(pick, experiment);
    if (!by.isEmpty() && !axes.contains(by)) {
      throw Refused.bad("by " + by + ", expected one of " + String.join(", ", axes));
    }
    return catalogue.ask(
        id,
        ledger -> {
          var trials = new VariantTrials(experiment, ledger);
          return Marginal.of(
              experiment.variants().stream().filter(v -> picked.has(trials, v)).toList(),
              along,
              by,
              v -> VariantSummaries.observations(v, trials.endings(v)));
        });
  }

  @GET
  @Path("endings")
  @Operation(
      operationId = "endings",
      summary = "Iterations to target of all trials that have ended, in columns")
  public Endings endings(@PathParam("id") String id) {
    return catalogue.ask(id, Endings::of);
  }

  @GET
  @Path("document")
  @Produces("application/yaml")
  @Operation(operationId = "document", summary = "The experiment as it was handed in, as YAML")
  public String document(@PathParam("id") String id) {
    return DocumentYaml.of(catalogue.find(id).document());
  }

  private static void requireMetric(List<String> metrics, String metric) {
    if (!metrics.isEmpty() && !metrics.contains(metric)) {
      throw Refused.bad("metric " + metric + ", expected one of " + String.join(", ", metrics));
    }
  }

  private static List<Variant> chosen(Experiment experiment, String ordinals) {
    var all = experiment.variants();
    if (ordinals.isEmpty()) {
      return all.subList(0, Math.min(all.size(), MAX_VARIANTS));
    }
    var parts = ordinals.split(",", -1);
    if (parts.length > MAX_VARIANTS) {
      throw Refused.bad("variants: " + parts.length + " of them, expected at most " + MAX_VARIANTS);
    }
    return Arrays.stream(parts)
        .map(
            part -> {
              if (!part.matches("[0-9]{1,6}")) {
                throw Refused.bad("variant " + part + ", expected 0 to " + (all.size() - 1));
              }
              return Catalogue.variant(experiment, Integer.parseInt(part));
            })
        .toList();
  }
}
