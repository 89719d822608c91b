/**
 * What programs ask control for: experiments are handed in, looked up and cancelled here, and their
 * results and curves given away. What cannot be answered is a {@link
 * org.descent.control.rest.Refusal}.
 */
package org.descent.control.rest;
