package org.descent.control.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says of every operation what it answers when it refuses: a {@link Refusal}. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class DescribedRefusals implements OASFilter {
  private static final String REFUSAL = "#/components/schemas/Refusal";

  @Override
  public void filterOpenAPI(OpenAPI description) {
    description
        .getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().values().forEach(DescribedRefusals::describe));
  }

  private static void describe(Operation operation) {
    if (operation.getResponses() != null && operation.getResponses().getDefaultValue() == null) {
      operation.getResponses().setDefaultValue(refusal());
    }
  }

  private static APIResponse refusal() {
    return OASFactory.createAPIResponse()
        .description(
            "it was refused, and why: 4XX for what was asked, 503 while control cannot know")
        .content(
            OASFactory.createContent()
                .addMediaType(
                    "application/json",
                    OASFactory.createMediaType().schema(OASFactory.createSchema().ref(REFUSAL))));
  }
}
