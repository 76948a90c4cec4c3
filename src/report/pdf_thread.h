/* pdf_thread.h -- fonts per thread, for whoever owns threads that draw. */
#ifndef RW_REPORT_PDF_THREAD_H
#define RW_REPORT_PDF_THREAD_H

/* Calling init is optional (it warms the fonts); done before the thread ends. */
void pdf_thread_init(void);
void pdf_thread_done(void);

#endif
