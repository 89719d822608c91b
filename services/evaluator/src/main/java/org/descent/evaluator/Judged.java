package org.descent.evaluator;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** For judging: other services in the same process keep their own. */
@Qualifier
@Retention(RUNTIME)
@Target({METHOD, FIELD, PARAMETER})
@interface Judged {}
