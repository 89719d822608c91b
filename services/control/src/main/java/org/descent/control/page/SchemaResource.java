package org.descent.control.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.descent.experiment.spec.ExperimentSchema;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What experiment files may say, for editors. */
@Path("/api/" + ExperimentSchema.FILE)
@Tag(name = "experiments")
public class SchemaResource {
  private static final Map<String, Object> SCHEMA = ExperimentSchema.schema();

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "schema", summary = "JSON Schema (draft 7) of experiment files")
  public Map<String, Object> schema() {
    return SCHEMA;
  }
}
