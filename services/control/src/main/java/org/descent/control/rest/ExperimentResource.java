package org.descent.control.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.contracts.event.ExperimentEvent;
import org.descent.contracts.event.ExperimentPaused;
import org.descent.control.ControlConfig;
import org.descent.control.log.BrokerUnavailable;
import org.descent.control.log.Outbox;
import org.descent.control.plan.Attendance;
import org.descent.control.plan.Conductor;
import org.descent.control.plan.Experiments;
import org.descent.experiment.Experiment;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.results.State;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.Extension;
import org.descent.experiment.spec.Forking;
import org.descent.experiment.spec.Start;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Experiments: hand in, list, look up, cancel. */
@Path("/api/experiments")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "experiments")
public class ExperimentResource {
  static final String YAML = "application/yaml";

  private final Experiments experiments;
  private final Outbox outbox;
  private final Conductor conductor;
  private final Attendance attendance;
  private final long mostOpenTrials;

  ExperimentResource(
      Experiments experiments,
      Outbox outbox,
      Conductor conductor,
      Attendance attendance,
      ControlConfig config) {
    this.experiments = experiments;
    this.outbox = outbox;
    this.conductor = conductor;
    this.attendance = attendance;
    this.mostOpenTrials = config.mostOpenTrials();
  }

  @POST
  @Consumes({MediaType.APPLICATION_JSON, YAML})
  @Operation(
      operationId = "submit",
      summary = "Hand in an experiment, as JSON or YAML",
      description =
          "The same document on the same data always becomes the same experiment: handing it in"
              + " again changes nothing. If its data were refused or stand in files, they are looked"
              + " at again, and what has changed there becomes an experiment of its own. Until that"
              + " is known the state is submitted; ask again by the id of the submission.")
  @APIResponse(
      responseCode = "201",
      description = "it is in the log",
      content = @Content(schema = @Schema(implementation = ExperimentStatus.class)))
  @APIResponse(
      responseCode = "200",
      description = "it was there already",
      content = @Content(schema = @Schema(implementation = ExperimentStatus.class)))
  @APIResponse(
      responseCode = "400",
      description = "it cannot be carried out",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "410",
      description = "it was deleted",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "413",
      description = "larger than 1 MB",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "415",
      description = "no Content-Type, or another one",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "429",
      description = "too many trials are to come already",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "503",
      description = "the broker does not answer, or the log is being replayed",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  public Response submit(
      @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
      @Parameter(
              description =
                  "id of a search that is over: of the points that it has tried, those that lie in"
                      + " the space of this one are tried first")
          @QueryParam("start-from")
          String startFrom,
      @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT))) byte[] document)
      throws BrokerUnavailable {
    if (type == null) {
      throw new Refused(
          Status.UNSUPPORTED_MEDIA_TYPE,
          "no Content-Type, expected " + MediaType.APPLICATION_JSON + " or " + YAML);
    }
    var experiment =
        type.getSubtype().equals("yaml") ? Submissions.yaml(document) : Submissions.json(document);
    return submit(startFrom == null ? experiment : starting(experiment, startFrom));
  }

  private Experiment starting(Experiment experiment, String from) {
    var status = status(from);
    var search =
        experiments
            .ask(from, Ledger::search)
            .orElseThrow(() -> Refused.unknown(from))
            .orElseThrow(
                () ->
                    new Refused(
                        Status.CONFLICT,
                        status.experiment()
                            + " searches nothing, expected a search to start from"));
    if (!status.over()) {
      throw new Refused(
          Status.CONFLICT,
          String.format(
              "%s is %s, expected a search that is over",
              status.experiment(), status.state().word()));
    }
    return ExperimentReader.starting(experiment, new Start(status.experiment(), search.ranked()));
  }

  private Response submit(Experiment experiment) throws BrokerUnavailable {
    var id = experiment.submission();
    var known = experiments.status(id);
    if (experiments.wants(experiment)) {
      requireRoom(experiment, known);
      requireNotDeleted(id);
      var submitted = experiment.submitted().again(experiments.nextAttempt(id));
      outbox.publish(submitted);
      experiments.on(submitted, experiment);
      conductor.wake(id);
    }
    return Response.status(known.isEmpty() ? Status.CREATED : Status.OK)
        .location(UriBuilder.fromPath("/api/experiments/{id}").build(id))
        .entity(status(id))
        .build();
  }

  private void requireNotDeleted(String id) {
    if (experiments.isDeleted(id)) {
      throw new Refused(
          Status.GONE,
          id + " was deleted, and stays so; under another name it is an experiment of its own");
    }
  }

  /** What is to come takes memory, here and at every start. */
  private void requireRoom(Experiment experiment, Optional<ExperimentStatus> known) {
    if (known.isPresent() && !known.get().over()) {
      return; // it counts already
    }
    long open = experiments.openTrials();
    if (open + experiment.trials() > mostOpenTrials) {
      throw new Refused(
          Status.TOO_MANY_REQUESTS,
          String.format(
              "%d trials of all experiments are to come, with %d of this one they would be more than"
                  + " %d (DESCENT_MOST_OPEN_TRIALS); wait for some, or cancel some",
              open, experiment.trials(), mostOpenTrials));
    }
  }

  @GET
  @Operation(
      operationId = "list",
      summary = "Experiments, by id",
      description =
          "All of them, unless something is asked for. X-Total-Count says how many there are on all"
              + " pages; where there is a next page, Link says its address.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = ExperimentStatus.class)))
  public Response list(
      @Parameter(description = "those in one of these states: running, complete, …, with commas")
          @QueryParam("state")
          List<String> states,
      @Parameter(description = "those whose name contains this") @QueryParam("name") String name,
      @Parameter(description = "those after this id") @QueryParam("after") String after,
      @Parameter(
              description = "the most on a page, 1 to 1000; all unless told",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
          @QueryParam("limit")
          Integer limit,
      @Context UriInfo uri) {
    var page =
        Listing.of(states, name, after, limit)
            .of(experiments.statuses().stream().map(attendance::in).toList());
    var answer = Response.ok(page.experiments()).header("X-Total-Count", page.total());
    page.next()
        .map(id -> uri.getRequestUriBuilder().replaceQueryParam("after", id).build())
        .ifPresent(next -> answer.link(next, "next"));
    return answer.build();
  }

  @GET
  @Path("{id}")
  @Operation(operationId = "status", summary = "How an experiment is getting on")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ExperimentStatus.class)))
  @APIResponse(
      responseCode = "404",
      description = "there is no such experiment",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  public ExperimentStatus get(@PathParam("id") String id) {
    return status(id);
  }

  @POST
  @Path("{id}/extend")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "extend",
      summary = "Train more of an experiment",
      description =
          "More seeds, a larger budget, more variants of a search, or more values of what varies:"
              + " that is an experiment of its own, which takes over what this one has trained, so"
              + " that only what is missing is trained. Trials that had used up their budget go on"
              + " from there where their state is kept.")
  @APIResponse(
      responseCode = "201",
      description = "it is in the log",
      content = @Content(schema = @Schema(implementation = ExperimentStatus.class)))
  @APIResponse(
      responseCode = "200",
      description = "it was there already",
      content = @Content(schema = @Schema(implementation = ExperimentStatus.class)))
  @APIResponse(
      responseCode = "400",
      description = "it cannot have more of that",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "404",
      description = "there is no such experiment",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "409",
      description = "it is not complete",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  public Response extend(
      @PathParam("id") String id,
      @RequestBody(content = @Content(schema = @Schema(implementation = Extension.class)))
          byte[] more)
      throws BrokerUnavailable {
    var base = found(id);
    var extension = Submissions.extension(more);
    requireComplete(status(id));
    return submit(ExperimentReader.extended(base, extension));
  }

  @POST
  @Path("{id}/fork")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "fork",
      summary = "Train an experiment's trials otherwise from some iteration on",
      description =
          "From the weights that they had come to they go on with another learning rate, loss, …:"
              + " that is an experiment of its own. What its trials had trained is taken over where"
              + " their state at that iteration is kept, and trained anew, to the same weights,"
              + " elsewhere.")
  @APIResponse(
      responseCode = "201",
      description = "it is in the log",
      content = @Content(schema = @Schema(implementation = ExperimentStatus.class)))
  @APIResponse(
      responseCode = "200",
      description = "it was there already",
      content = @Content(schema = @Schema(implementation = ExperimentStatus.class)))
  @APIResponse(
      responseCode = "400",
      description = "its trials cannot go on like that",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "404",
      description = "there is no such experiment",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "409",
      description = "it is not complete",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  public Response fork(
      @PathParam("id") String id,
      @RequestBody(content = @Content(schema = @Schema(implementation = Forking.class)))
          byte[] otherwise)
      throws BrokerUnavailable {
    var base = found(id);
    var forking = Submissions.forking(otherwise);
    requireComplete(status(id));
    return submit(ExperimentReader.forked(base, forking));
  }

  private static void requireComplete(ExperimentStatus status) {
    if (status.state() != State.COMPLETE) {
      throw new Refused(Status.CONFLICT, status.experiment() + incomplete(status));
    }
  }

  private static String incomplete(ExperimentStatus status) {
    return switch (status.state()) {
      case CANCELLED -> " was cancelled, expected one that is complete";
      case REJECTED -> " was rejected, expected one that is complete: " + status.reason();
      case PAUSED -> " is paused, expected one that is complete; 'resume' lets it go on";
      default ->
          String.format(
              " is still being trained, %d of %d trials have ended, expected one that is complete",
              status.ended(), status.total());
    };
  }

  @POST
  @Path("{id}/rerun")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "rerun",
      summary = "Train again the trials of an experiment that have failed")
  @APIResponse(
      responseCode = "202",
      description = "they are planned",
      content = @Content(schema = @Schema(implementation = ExperimentStatus.class)))
  @APIResponse(
      responseCode = "404",
      description = "there is no such experiment",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "409",
      description = "none has failed, it is not complete, or its search has counted them in",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  public Response rerun(@PathParam("id") String id) throws BrokerUnavailable {
    var experiment = found(id);
    var status = status(id);
    requireComplete(status);
    if (experiment.search().isPresent() && status.ends().containsKey(End.FAILED)) {
      throw new Refused(
          Status.CONFLICT,
          experiment.id()
              + " is a search, which has decided on what came of its failed trials, expected one"
              + " that lists its variants; hand it in under another name or seed instead");
    }
    if (conductor.again(experiment.id()) == 0) {
      throw new Refused(Status.CONFLICT, experiment.id() + " has no trial that failed");
    }
    return Response.accepted(status(id)).build();
  }

  @POST
  @Path("{id}/cancel")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "cancel", summary = "Give up the rest of an experiment")
  @APIResponse(
      responseCode = "202",
      description = "trainers will stop at their next report",
      content = @Content(schema = @Schema(implementation = ExperimentStatus.class)))
  @APIResponse(
      responseCode = "404",
      description = "there is no such experiment",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "409",
      description = "it has already ended",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  public Response cancel(@PathParam("id") String id) throws BrokerUnavailable {
    var experiment = found(id);
    var status = status(id);
    if (status.over()) {
      throw new Refused(Status.CONFLICT, id + " has already ended: " + status.state().word());
    }
    var submission = experiment.submitted().again(status.attempt());
    publish(new ExperimentCancelled(experiment.id(), submission));
    return Response.accepted(status(id)).build();
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "delete",
      summary = "Delete an experiment that is over",
      description =
          "With all that its document has become on other content of its files. Its id stays taken"
              + " if it was trained. Deleting it again changes nothing.")
  @APIResponse(responseCode = "204", description = "it is gone")
  @APIResponse(
      responseCode = "404",
      description = "there is no such experiment",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "409",
      description = "it is not over, or others build on it",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  public Response delete(@PathParam("id") String id) throws BrokerUnavailable {
    var deletion = experiments.deletion(id);
    if (deletion.isEmpty() && !experiments.isDeleted(id)) {
      throw Refused.unknown(id);
    }
    if (deletion.isPresent()) {
      requireOver(id);
      requireNoHeirs(deletion.get().ids());
      publish(deletion.get());
    }
    return Response.noContent().build();
  }

  private void requireOver(String id) {
    Stream.concat(Stream.of(status(id)), experiments.otherEditions(id).stream())
        .filter(status -> !status.over())
        .findFirst()
        .ifPresent(
            status -> {
              throw new Refused(
                  Status.CONFLICT,
                  String.format(
                      "%s is %s, expected one that is over; 'cancel' gives it up",
                      status.experiment(), status.state().word()));
            });
  }

  private void requireNoHeirs(List<String> ids) {
    var heirs = experiments.heirs(ids);
    if (!heirs.isEmpty()) {
      throw new Refused(
          Status.CONFLICT,
          String.format(
              "%s builds on %s, of which it has taken over trials; delete it first",
              String.join(", ", heirs), ids.get(ids.size() - 1)));
    }
  }

  @POST
  @Path("{id}/pause")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "pause",
      summary = "Let an experiment rest",
      description =
          "Trainers keep where its trials stand and turn to other experiments; nothing is lost, and"
              + " its results do not depend on it.")
  @APIResponse(
      responseCode = "202",
      description = "trainers will leave it at their next report",
      content = @Content(schema = @Schema(implementation = ExperimentStatus.class)))
  @APIResponse(
      responseCode = "404",
      description = "there is no such experiment",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "409",
      description = "it is not running",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  public Response pause(@PathParam("id") String id) throws BrokerUnavailable {
    return turn(id, State.RUNNING, true);
  }

  @POST
  @Path("{id}/resume")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "resume", summary = "Let an experiment that is paused go on")
  @APIResponse(
      responseCode = "202",
      description = "its trials go on from where they were",
      content = @Content(schema = @Schema(implementation = ExperimentStatus.class)))
  @APIResponse(
      responseCode = "404",
      description = "there is no such experiment",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "409",
      description = "it is not paused",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  public Response resume(@PathParam("id") String id) throws BrokerUnavailable {
    return turn(id, State.PAUSED, false);
  }

  private Response turn(String id, State expected, boolean paused) throws BrokerUnavailable {
    var experiment = found(id);
    var status = status(id);
    if (status.state() != expected) {
      throw new Refused(
          Status.CONFLICT,
          String.format(
              "%s is %s, expected one that is %s",
              experiment.id(), status.state().word(), expected.word()));
    }
    publish(
        new ExperimentPaused(
            experiment.id(),
            experiment.submitted().again(status.attempt()),
            paused,
            1 + experiments.ask(id, Ledger::turn).orElse(0)));
    return Response.accepted(status(id)).build();
  }

  /** Takes it in at once, unless it has come back through the log already. */
  private void publish(ExperimentEvent event) throws BrokerUnavailable {
    outbox.publish(event);
    experiments.on(event);
    conductor.wake(event.experiment());
  }

  private Experiment found(String id) {
    return experiments.find(id).orElseThrow(() -> Refused.unknown(id));
  }

  private ExperimentStatus status(String id) {
    return experiments.status(id).map(attendance::in).orElseThrow(() -> Refused.unknown(id));
  }
}
