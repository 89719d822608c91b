package org.descent.contracts.spec;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** The components of records that name files. Reading an annotation takes long. */
final class NamedFiles {
  static final ClassValue<List<RecordComponent>> IN =
      new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .filter(component -> component.isAnnotationPresent(NamesFile.class))
              .toList();
        }
      };

  private NamedFiles() {}
}
