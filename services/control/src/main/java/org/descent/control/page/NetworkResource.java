package org.descent.control.page;

import static java.util.stream.Collectors.toSet;

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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.descent.contracts.Ids;
import org.descent.contracts.event.CohortCheckpointed;
import org.descent.contracts.event.CohortCheckpointed.Running;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.control.plan.Experiments;
import org.descent.control.rest.Catalogue;
import org.descent.control.rest.Refused;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.spec.ValueWords;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Networks as they were on their way, from the weights in the log. */
@Path("/api/experiments/{id}/networks")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "trials")
public class NetworkResource {
  /** The most trials of an answer. */
  static final int MOST_TRIALS = 24;

  private static final int USUAL = 12;

  /** The most bytes of weights in an answer. */
  static final int MOST_BYTES = 4 << 20;

  private final Experiments experiments;
  private final Catalogue catalogue;
  private final PublishedModels models;
  private final RunningCohorts cohorts;

  NetworkResource(Experiments experiments, PublishedModels models, RunningCohorts cohorts) {
    this.experiments = experiments;
    this.catalogue = new Catalogue(experiments);
    this.models = models;
    this.cohorts = cohorts;
  }

  @GET
  @Operation(
      operationId = "networks",
      summary = "Networks of a variant with their weights at snapshots",
      description =
          "Of trials that have ended, and of those in training as their trainers last said."
              + " Weights are float32, little-endian, in base64. Where all snapshots of all trials would"
              + " be more than 4 MB, some are left out at equal steps.")
  public NetworkView networks(
      @PathParam("id") String id,
      @Parameter(description = "ordinal") @QueryParam("variant") @DefaultValue("0") int variant,
      @Parameter(description = "separated by commas, at most 24; the first 12 unless told")
          @QueryParam("seeds")
          @DefaultValue("")
          String seeds) {
    var experiment = catalogue.find(id);
    var chosen = Catalogue.variant(experiment, variant);
    var dataset =
        catalogue
            .ask(id, Ledger::dataset)
            .orElseThrow(() -> new Refused(Status.CONFLICT, waits(id)));
    return NetworkView.of(
        variant,
        ValueWords.told(chosen),
        chosen.training().network(),
        dataset.shape(),
        trials(experiment, chosen, dataset, seeds(experiment, seeds)));
  }

  private static String waits(String id) {
    return "the data of " + id + " have not been prepared, so nothing is known of its networks";
  }

  private List<NetworkView.Trial> trials(
      Experiment experiment, Variant variant, DatasetPrepared dataset, List<Long> seeds) {
    int most = snapshots(variant, dataset, seeds.size());
    var ended = catalogue.ask(experiment.id(), ledger -> ended(ledger, variant, seeds));
    var running = running(experiment, variant, seeds, ended.keySet());
    var wanted = ended.values().stream().map(e -> e.training().modelKey()).collect(toSet());
    var trials = new ArrayList<NetworkView.Trial>();
    for (long seed : seeds) {
      int fold = experiment.split().fold(seed);
      if (ended.containsKey(seed)) {
        var end = ended.get(seed);
        models
            .of(end.training(), wanted)
            .map(model -> NetworkView.Trial.of(end, fold, model, most))
            .ifPresent(trials::add);
      } else if (running.containsKey(seed)) {
        trials.add(NetworkView.Trial.of(running.get(seed), seed, fold, most));
      }
    }
    return trials;
  }

  /** How many snapshots of each of so many trials an answer has room for. */
  private static int snapshots(Variant variant, DatasetPrepared dataset, int trials) {
    long each = 4L * ParameterLayout.of(variant.training().network(), dataset.shape()).size();
    long most = MOST_BYTES / (each * trials);
    if (most == 0) {
      throw Refused.bad(
          String.format(
              "seeds: %d networks of %d bytes each, expected at most %d bytes together",
              trials, each, MOST_BYTES));
    }
    return (int) most;
  }

  /** Where those that have not ended stand, by seed. */
  private Map<Long, Running> running(
      Experiment experiment, Variant variant, List<Long> seeds, Set<Long> ended) {
    var open = new HashMap<String, Long>();
    for (long seed : seeds) {
      if (!ended.contains(seed)) {
        open.put(Ids.trial(experiment.id(), variant.ordinal(), seed), seed);
      }
    }
    var running = new HashMap<Long, Running>();
    for (var cohort : experiments.underWay(experiment.id(), open.keySet())) {
      cohorts.of(cohort).map(CohortCheckpointed::running).orElse(List.of()).stream()
          .filter(trial -> open.containsKey(trial.trial()))
          .forEach(trial -> running.put(open.get(trial.trial()), trial));
    }
    return running;
  }

  private static Map<Long, TrialEvaluated> ended(Ledger ledger, Variant variant, List<Long> seeds) {
    var ended = new HashMap<Long, TrialEvaluated>();
    for (long seed : seeds) {
      ledger
          .end(Ids.trial(ledger.experiment().id(), variant.ordinal(), seed))
          .ifPresent(
              end -> {
                if (end instanceof TrialEvaluated evaluated) {
                  ended.put(seed, evaluated);
                }
              });
    }
    return ended;
  }

  private static List<Long> seeds(Experiment experiment, String told) {
    if (told.isEmpty()) {
      return experiment.seeds().subList(0, Math.min(USUAL, experiment.seeds().size()));
    }
    var parts = told.split(",", -1);
    if (parts.length > MOST_TRIALS) {
      throw Refused.bad("seeds: " + parts.length + " of them, expected at most " + MOST_TRIALS);
    }
    return Arrays.stream(parts).map(part -> seed(experiment, part)).toList();
  }

  private static long seed(Experiment experiment, String told) {
    return experiment.seeds().stream()
        .filter(seed -> seed.toString().equals(told))
        .findFirst()
        .orElseThrow(() -> Refused.bad("seed " + told + ", expected one of the experiment's"));
  }
}
