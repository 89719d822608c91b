package org.descent.transport;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import org.descent.contracts.event.Classification.Uncertain;

/** Reads the example that is named thirty times in every evaluation, as quickly as that wants. */
final class NamedExample extends StdDeserializer<Uncertain> {
  private static final long serialVersionUID = 1L;

  NamedExample() {
    super(Uncertain.class);
  }

  @Override
  public Uncertain deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return (Uncertain) context.handleUnexpectedToken(Uncertain.class, parser);
    }
    int row = 0;
    int wanted = 0;
    int said = 0;
    double probability = 0;
    for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      try {
        parser.nextToken();
        switch (name) {
          case "row" -> row = _parseIntPrimitive(parser, context);
          case "wanted" -> wanted = _parseIntPrimitive(parser, context);
          case "said" -> said = _parseIntPrimitive(parser, context);
          case "probability" -> probability = _parseDoublePrimitive(parser, context);
          default -> parser.skipChildren();
        }
      } catch (JsonProcessingException e) {
        throw JsonMappingException.wrapWithPath(e, Uncertain.class, name);
      }
    }
    return new Uncertain(row, wanted, said, probability);
  }
}
