package org.descent.control.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.descent.contracts.InvalidSpec;
import org.descent.control.log.BrokerUnavailable;
import org.descent.control.log.Outbox;
import org.descent.control.plan.Attendance;
import org.descent.control.plan.Experiments;
import org.descent.experiment.results.ExperimentStatus;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What people say of experiments: tags, a note, and whether it is archived. */
@Path("/api/experiments/{id}/note")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "experiments")
public class NoteResource {
  private final Experiments experiments;
  private final Outbox outbox;
  private final Attendance attendance;

  NoteResource(Experiments experiments, Outbox outbox, Attendance attendance) {
    this.experiments = experiments;
    this.outbox = outbox;
    this.attendance = attendance;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "note",
      summary = "Say something of an experiment: tags, a note, whether it is archived",
      description = "What is left out stays as it is. No result depends on it.")
  @APIResponse(
      responseCode = "200",
      description = "it is in the log",
      content = @Content(schema = @Schema(implementation = ExperimentStatus.class)))
  @APIResponse(
      responseCode = "400",
      description = "that is no tag, or too long",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  @APIResponse(
      responseCode = "404",
      description = "there is no such experiment",
      content = @Content(schema = @Schema(implementation = Refusal.class)))
  public ExperimentStatus note(
      @PathParam("id") String id,
      @RequestBody(content = @Content(schema = @Schema(implementation = Remark.class))) byte[] said)
      throws BrokerUnavailable {
    var status = experiments.status(id).orElseThrow(() -> Refused.unknown(id));
    var before = experiments.noted(status.experiment());
    try {
      var noted = Submissions.remark(said).after(before, status.attempt());
      outbox.publish(noted);
      experiments.on(noted);
    } catch (InvalidSpec e) {
      throw Refused.bad(e.getMessage());
    }
    return experiments.status(id).map(attendance::in).orElseThrow(() -> Refused.unknown(id));
  }
}
