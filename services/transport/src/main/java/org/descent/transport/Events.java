package org.descent.transport;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.descent.contracts.event.Classification;
import org.descent.contracts.event.CohortCheckpointed;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.TrainingProgressed;

/**
 * Events on the wire: JSON as the record's value, the entity's id as its key, CloudEvents 1.0
 * attributes as its headers (Kafka protocol binding, binary mode). Events that are mostly numbers
 * are written as CBOR (RFC 8949), the same fields with byte strings in place of base64; either form
 * of any event is read.
 */
public final class Events {
  /** NaN and infinities are the strings {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}. */
  private static final ObjectMapper JSON = configured(JsonMapper.builder());

  private static final Format AS_JSON = new Format(JSON, "application/json");

  private static final Format AS_CBOR =
      new Format(
          configured(CBORMapper.builder().enable(CBORGenerator.Feature.WRITE_TYPE_HEADER)),
          "application/cbor");

  /** The first byte of CBOR that says that it is: of tag 55799. */
  private static final byte CBOR_MARK = (byte) 0xD9;

  /** One way to write events. */
  private record Format(ObjectWriter writer, ObjectReader reader, String contentType) {
    Format(ObjectMapper mapper, String contentType) {
      this(mapper.writerFor(Event.class), mapper.readerFor(Event.class), contentType);
    }

    static Format of(Event event) {
      boolean numbers =
          event instanceof TrainingProgressed
              || event instanceof CohortCheckpointed
              || event instanceof ModelPublished;
      return numbers ? AS_CBOR : AS_JSON;
    }

    static Format of(byte[] value) {
      return value[0] == CBOR_MARK ? AS_CBOR : AS_JSON;
    }
  }

  private Events() {}

  /** The mapper that events are written and read with; properties stand in declaration order. */
  public static ObjectMapper json() {
    return JSON;
  }

  private static <M extends ObjectMapper> M configured(MapperBuilder<M, ?> mapper) {
    return mapper
        .addModule(
            new SimpleModule()
                .addDeserializer(String.class, new SharedTexts())
                .addDeserializer(Classification.Uncertain.class, new NamedExample()))
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .build();
  }

  /** The record's value for {@code event}, its {@code type} first. */
  public static byte[] encode(Event event) {
    try {
      return Format.of(event).writer().writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + event.key(), e);
    }
  }

  /**
   * The event in a record's value.
   *
   * @throws UnreadableRecord if it is not one, or not a complete one
   */
  public static Event decode(byte[] value) {
    if (value == null || value.length == 0) {
      throw new UnreadableRecord("the record is empty, expected an event as JSON");
    }
    try {
      Event event = Format.of(value).reader().readValue(value);
      if (event == null) {
        throw new UnreadableRecord("the record is null, expected an event as JSON");
      }
      Completeness.require(event);
      return event;
    } catch (JsonMappingException e) {
      throw new UnreadableRecord("not an event: " + place(e) + complaint(e), e);
    } catch (JsonProcessingException e) {
      throw new UnreadableRecord("not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UnreadableRecord("not readable: " + e.getMessage(), e);
    }
  }

  /**
   * The event of one family in a record's value.
   *
   * @throws UnreadableRecord if it is not an event, not a complete one, or of another family
   */
  public static <E extends Event> E decode(byte[] value, Class<E> family) {
    var event = decode(value);
    if (!family.isInstance(event)) {
      throw new UnreadableRecord(
          event.getClass().getSimpleName()
              + " does not belong here, expected "
              + family.getSimpleName());
    }
    return family.cast(event);
  }

  /**
   * The CloudEvents attributes of {@code event}.
   *
   * @param source the service that speaks, for example {@code trainer}
   */
  public static Headers cloudEvents(Event event, String source) {
    return new RecordHeaders()
        .add("ce_specversion", utf8("1.0"))
        .add("ce_id", utf8(id(event)))
        .add("ce_type", utf8("org.descent." + event.getClass().getSimpleName() + ".v1"))
        .add("ce_source", utf8("/descent/" + source))
        .add("content-type", utf8(Format.of(event).contentType()));
  }

  /** The whole record: key, value and headers. */
  public static ProducerRecord<String, byte[]> record(String topic, Event event, String source) {
    return new ProducerRecord<>(
        topic, null, event.key(), encode(event), cloudEvents(event, source));
  }

  /** {@code type/key}, for curves also the first slice's trial and iteration. */
  static String id(Event event) {
    var id = event.getClass().getSimpleName() + "/" + event.key();
    if (event instanceof TrainingProgressed progress && !progress.slices().isEmpty()) {
      var first = progress.slices().get(0);
      return id + "/" + first.trial() + "/" + first.firstIteration();
    }
    return id;
  }

  private static String place(JsonMappingException e) {
    var path = new StringBuilder();
    for (var step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? "" : path + ": ";
  }

  private static String complaint(JsonMappingException e) {
    if (e.getCause() instanceof NullPointerException) {
      return "a required field is missing";
    }
    if (e.getCause() instanceof IllegalArgumentException invalid) {
      return String.valueOf(invalid.getMessage());
    }
    return e.getOriginalMessage();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
